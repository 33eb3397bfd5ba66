// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/models/job_result.h"

#include <QCoreApplication>

#include "gui/models/format.h"
#include "gui/models/names.h"

namespace onggi {
namespace {

struct JobResult {
    Q_DECLARE_TR_FUNCTIONS(onggi::JobResult)
};

QString shortId(const QString& id)
{
    return id.section(QLatin1Char(':'), -1).left(12);
}

QString shownNames(const QStringList& references)
{
    QStringList names;
    for (const QString& reference : references)
        names << shownName(reference.toStdString());
    return names.join(QLatin1String(", "));
}

// Reads one result, and writes its lines.
class Lines {
public:
    explicit Lines(const QVariantMap& result)
        : m_result(result)
    {
    }

    void addPulled()
    {
        addImage();
        addBytes("downloaded", JobResult::tr("Downloaded: %1"));
        addMoved();
    }

    void addMade()
    {
        addImage();
        addMoved();
    }

    void addPushed()
    {
        for (const QString& pushed : texts("pushed")) {
            const QString name = pushed.section(QLatin1Char('@'), 0, -2);
            //: %1: name of an image in a registry, %2: its digest
            m_lines << JobResult::tr("Pushed: %1, %2")
                           .arg(shownName(name.toStdString()),
                                pushed.section(QLatin1Char('@'), -1));
        }
        addBytes("uploaded", JobResult::tr("Sent: %1"));
        if (const auto mounted = static_cast<int>(texts("mounted").size()); mounted > 0)
            //: layers that the registry has in another repository
            m_lines << JobResult::tr("%n layer(s) taken over there", nullptr, mounted);
    }

    void addSaved()
    {
        //: an archive: %1: bytes of the layers in it
        addBytes("bytes", JobResult::tr("Written, before compression: %1"));
    }

    void addLoaded()
    {
        QStringList ids;
        for (const QString& id : texts("ids"))
            ids << shortId(id);
        add(JobResult::tr("Images: %1"), ids.join(QLatin1String(", ")));
        add(JobResult::tr("Tags: %1"), shownNames(texts("tags")));
        add(JobResult::tr("Tags that other images had: %1"), shownNames(texts("movedTags")));
    }

    void addRemoved()
    {
        addBytes("freedBytes", JobResult::tr("Freed on disk: %1"));
        add(JobResult::tr("Tags removed: %1"), shownNames(texts("untagged")));
        QStringList ids;
        for (const QString& id : texts("deleted"))
            ids << shortId(id);
        add(JobResult::tr("Images deleted: %1"), ids.join(QLatin1String(", ")));
    }

    void addMoved()
    {
        //: %1: id of the image that had the tag before
        add(JobResult::tr("The tag was that of another image: %1"), shortId(text("movedFrom")));
    }

    void addContainer() { add(JobResult::tr("Container: %1"), text("name")); }

    void addExitCode()
    {
        const QVariant code = m_result.value(QStringLiteral("exitCode"));
        if (code.isValid())
            m_lines << JobResult::tr("Exit code: %1").arg(code.toInt());
    }

    void addChecked()
    {
        const QStringList broken = texts("broken");
        if (broken.isEmpty())
            m_lines << JobResult::tr("Nothing is broken.");
        m_lines += broken;
    }

    void addImage()
    {
        const QString id = shortId(text("id"));
        if (m_result.value(QStringLiteral("isNew")).toBool())
            m_lines << JobResult::tr("New image: %1").arg(id);
        else
            m_lines << JobResult::tr("The image was here already: %1").arg(id);
    }

    QStringList take() { return std::move(m_lines); }

private:
    QString text(const char* key) const { return m_result.value(QLatin1String(key)).toString(); }
    QStringList texts(const char* key) const
    {
        return m_result.value(QLatin1String(key)).toStringList();
    }
    void add(const QString& line, const QString& value)
    {
        if (!value.isEmpty())
            m_lines << line.arg(value);
    }
    void addBytes(const char* key, const QString& line)
    {
        const QVariant bytes = m_result.value(QLatin1String(key));
        if (bytes.isValid())
            m_lines << line.arg(sizeText(Bytes(bytes.toULongLong())));
    }

    const QVariantMap& m_result;
    QStringList m_lines;
};

} // namespace

QStringList resultTexts(const QString& kind, const QVariantMap& result)
{
    if (result.isEmpty())
        return {};
    Lines lines(result);
    if (kind == QLatin1String("pull"))
        lines.addPulled();
    else if (kind == QLatin1String("commit") || kind == QLatin1String("import"))
        lines.addMade();
    else if (kind == QLatin1String("push"))
        lines.addPushed();
    else if (kind == QLatin1String("save"))
        lines.addSaved();
    else if (kind == QLatin1String("load"))
        lines.addLoaded();
    else if (kind == QLatin1String("remove"))
        lines.addRemoved();
    else if (kind == QLatin1String("tag"))
        lines.addMoved();
    else if (kind == QLatin1String("create") || kind == QLatin1String("run"))
        lines.addContainer();
    else if (kind == QLatin1String("exec"))
        lines.addExitCode();
    else if (kind == QLatin1String("check"))
        lines.addChecked();
    return lines.take();
}

} // namespace onggi
