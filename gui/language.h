// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The language of the window: the environment's until somebody chooses one, which is remembered.
// Changing it sends LanguageChange to every widget and sets the default locale, so figures and
// dates follow. GUI thread only.
#pragma once

#include <QLocale>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QTranslator>

namespace onggi {

class Language : public QObject {
    Q_OBJECT

public:
    explicit Language(QObject* parent = nullptr);

    // "en", "ko": those that the window speaks.
    static QStringList all();
    // As its own speakers call it.
    static QString nameOf(const QString& language);
    // The first language of the environment that the window speaks; English where there is none.
    static QString ofEnvironment(const QLocale& environment = QLocale::system());

    const QString& current() const noexcept { return m_current; }

    // What was chosen before, or the environment's.
    void restore();
    // From now on, and the next time.
    void choose(const QString& language);

signals:
    void changed(const QString& language);

private:
    void speak(const QString& language);

    QTranslator m_ours;
    QTranslator m_qts; // of Qt's own dialogs and menus
    QString m_current;
};

} // namespace onggi
