// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Chooses translators and locale. The territory of the environment is kept where it speaks the
// language, so that dates look as they do elsewhere on the desktop.

#include "gui/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QSettings>

// The resources of a static library are only there once they are asked for.
static void initResources()
{
    Q_INIT_RESOURCE(translations);
}

namespace onggi {
namespace {

QString key()
{
    return QStringLiteral("language");
}

QLocale localeOf(const QString& language)
{
    const QLocale system = QLocale::system();
    return system.name().section(QLatin1Char('_'), 0, 0) == language ? system : QLocale(language);
}

} // namespace

Language::Language(QObject* parent)
    : QObject(parent)
{
    initResources();
}

QStringList Language::all()
{
    return {QStringLiteral("en"), QStringLiteral("ko")};
}

QString Language::nameOf(const QString& language)
{
    // Qt calls English by one of its territories.
    return language == QLatin1String("en") ? QStringLiteral("English")
                                           : QLocale(language).nativeLanguageName();
}

QString Language::ofEnvironment(const QLocale& environment)
{
    for (const QString& name : environment.uiLanguages()) {
        const QString language = name.section(QLatin1Char('-'), 0, 0);
        if (all().contains(language))
            return language;
    }
    return QStringLiteral("en");
}

void Language::restore()
{
    const QString chosen = QSettings().value(key()).toString();
    speak(all().contains(chosen) ? chosen : ofEnvironment());
}

void Language::choose(const QString& language)
{
    if (!all().contains(language))
        return;
    QSettings().setValue(key(), language);
    if (language != m_current)
        speak(language);
}

void Language::speak(const QString& language)
{
    m_current = language;
    QLocale::setDefault(localeOf(language));
    QCoreApplication::removeTranslator(&m_ours);
    QCoreApplication::removeTranslator(&m_qts);
    if (m_qts.load(QStringLiteral("qtbase_%1").arg(language),
                   QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qts);
    // Also for English: its translation holds the plurals.
    if (m_ours.load(QStringLiteral(":/translations/onggi_%1.qm").arg(language)))
        QCoreApplication::installTranslator(&m_ours);
    emit changed(language);
}

} // namespace onggi
