// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Files of images from the command line, beside what umoci unpacks of the same images and what a
// plain comparison of those directories finds. All commands run in one sandbox, by one script,
// whose results the cases look at.

#include <filesystem>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <sys/stat.h>

#include "engine/image/config.h"
#include "tests/support/file_map.h"
#include "tests/support/made_layer.h"
#include "tests/support/registry.h"
#include "tests/support/sandbox.h"

using namespace onggi;
using namespace onggi::test;

namespace {

// The first image is base and one; the second base and two others.
const char* const kBase = "mkdir -p etc usr/bin usr/lib/a var/cache/x; echo root >etc/passwd; "
                          "echo old >etc/old; head -c 70000 /dev/urandom >usr/bin/program; "
                          "ln usr/bin/program usr/bin/other; ln -s program usr/bin/link; "
                          "chmod 4755 usr/bin/program; mkfifo var/pipe; echo c >var/cache/x/1; "
                          "echo d >var/cache/x/2; printf 'n' >\"usr/lib/a/$(printf 'x\\377y')\"; "
                          "printf 'e' >\"usr/lib/a/$(printf 'x\\033[1m')\"; mknod var/null c 1 3";
const char* const kOne = "mkdir -p etc srv; echo changed >etc/passwd; echo 1 >srv/one; "
                         "chmod 700 srv";
const char* const kTwo = "mkdir -p etc usr/bin var/cache; touch etc/.wh.old; "
                         "echo 22 >etc/two; touch var/cache/.wh.x; head -c 3000 /dev/zero >zero";
const char* const kThree = "mkdir -p usr/lib/a; touch usr/lib/a/.wh..wh..opq; rm -f zero; "
                           "echo 3 >usr/lib/a/three; echo 333 >zero; mkdir etc; mkdir etc/two";

const char* const kScript =
    "set -u; out=$0/out; mkdir -p $out; one=$1; two=$2\n"
    "take() { name=$1; shift; \"$@\" >$out/$name 2>$out/$name.err; echo $? >$out/$name.code; }\n"
    "onggictl pull -q --tls-verify=false $one && onggictl pull -q --tls-verify=false $two\n"
    "take files1 onggictl files --json $one\n"
    "take files2 onggictl files --json $two\n"
    "take plain onggictl files $two\n"
    "take null onggictl files --null $two /usr/lib\n"
    "take long onggictl files -l $one /usr/bin\n"
    "take depth onggictl files --depth 1 $one\n"
    "layer=$(onggictl images --json $two | jq -r '.[0].layers[1]')\n"
    "take layer onggictl files ${layer#sha256:}\n"
    "take layerlong onggictl files --json $layer\n"
    "take layerfind onggictl find $layer 't*'\n"
    "take layercat onggictl cat $layer /etc/two\n"
    "take layernone onggictl cat $layer /etc/passwd\n"
    "take find onggictl find $one 'pass*'\n"
    "take finddeep onggictl find $one '/usr/**/l*'\n"
    "take findtype onggictl find --type d $one '*'\n"
    "take cat onggictl cat $one /usr/bin/link\n"
    "take catdir onggictl cat $one /usr\n"
    "take catnone onggictl cat $two /etc/old\n"
    "take noname onggictl files missing\n"
    "take diff onggictl diff --json $one $two\n"
    "take difftext onggictl diff $one $two\n"
    "take diffsame onggictl diff $one $one\n"
    "take waste onggictl waste --json $two\n"
    "take wastetext onggictl waste $two\n"
    "take stranger env HOME=/nonexistent runuser -u nobody -- onggictl cat $one /etc/passwd\n"
    "take norepair env HOME=/nonexistent runuser -u nobody -- onggictl check --repair\n"
    "printf x | dd of=$0/state/layers/${layer#sha256:}.tar conv=notrunc bs=1 seek=600 2>/dev/null\n"
    "take broken onggictl check --json\n"
    "take repair onggictl check --repair --tls-verify=false --json\n"
    "take whole onggictl check\n"
    "exit 0\n";

// As `files --json` names it.
const char* typeName(mode_t mode)
{
    switch (mode & S_IFMT) {
    case S_IFDIR:
        return "directory";
    case S_IFLNK:
        return "symlink";
    case S_IFCHR:
        return "character-device";
    case S_IFIFO:
        return "fifo";
    default:
        return "file";
    }
}

} // namespace

class TestOnggictlContents : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_registry = std::make_unique<Registry>();
        const LayerBlob base = madeLayer(kBase);
        m_registry->pushImage("x", "1", {base, madeLayer(kOne)});
        m_registry->pushImage("x", "2", {base, madeLayer(kTwo), madeLayer(kThree)});
        m_sandbox = std::make_unique<Sandbox>();
        for (const char* tag : {"1", "2"})
            runShell("skopeo copy -q --src-tls-verify=false docker://" + name(tag) +
                         " oci:oci:" + tag + " && umoci unpack --image oci:" + tag + " " + tag,
                     m_sandbox->scratch().toStdString());
        const Outcome done =
            m_sandbox->run({"sh", "-c", kScript, m_sandbox->scratch(),
                            QString::fromStdString(name("1")), QString::fromStdString(name("2"))});
        QVERIFY2(done.code == 0, done.errors.constData());
    }
    void cleanupTestCase()
    {
        m_sandbox.reset();
        m_registry.reset();
    }

    void listsWhatUmociUnpacks_data()
    {
        QTest::addColumn<QString>("tag");
        QTest::newRow("one layer above") << "1";
        QTest::newRow("whiteouts and an opaque directory") << "2";
    }
    void listsWhatUmociUnpacks()
    {
        QFETCH(QString, tag);
        std::map<std::string, std::string> listed;
        for (const QJsonValue& value : json("files" + tag).array())
            listed[pathOf(value.toObject())] = factsOf(value.toObject());
        QVERIFY(listed.size() > 10);
        const std::string found = differences(unpacked(tag, Facts::Time), listed);
        QVERIFY2(found.empty(), found.c_str());
    }

    void listsPathsForPeopleAndForPrograms()
    {
        const QByteArray plain = output("plain");
        QVERIFY2(plain.contains("/etc/two\n") && plain.contains("/usr/lib/a/three\n"), plain);
        QVERIFY(!plain.contains("/etc/old"));
        QCOMPARE(output("null"), QByteArray("/usr/lib/a\0/usr/lib/a/three\0", 28));
        QVERIFY(output("long").contains("-rwsr-xr-x"));
        QVERIFY(output("long").contains("/usr/bin/link -> program"));
        QCOMPARE(output("depth"), QByteArray("/etc\n/srv\n/usr\n/var\n"));
        const QByteArray one = QJsonDocument(json("files1").array()).toJson();
        QVERIFY(one.contains("pathBase64"));
        QVERIFY(!output("find").contains('\x1b'));
    }

    void listsASingleLayerWithWhatItHides()
    {
        const QByteArray layer = output("layer");
        QVERIFY2(layer.contains("/etc/.wh.old\n") && layer.contains("/var/cache/.wh.x\n"), layer);
        QVERIFY(!layer.contains("passwd"));
        bool isWhiteoutThere = false;
        for (const QJsonValue& value : json("layerlong").array())
            isWhiteoutThere |= value.toObject()["type"] == "whiteout";
        QVERIFY(isWhiteoutThere);
        QCOMPARE(output("layerfind"), QByteArray("/etc/two\n"));
        QCOMPARE(output("layercat"), QByteArray("22\n"));
        QCOMPARE(code("layernone"), 125);
    }

    void findsByNameAndByPath()
    {
        QCOMPARE(output("find"), QByteArray("/etc/passwd\n"));
        QCOMPARE(output("finddeep"), QByteArray("/usr/bin/link\n/usr/lib\n"));
        QVERIFY(output("findtype").contains("/usr/lib/a\n"));
        QVERIFY(!output("findtype").contains("passwd"));
    }

    void writesAFilesBytes()
    {
        QCOMPARE(code("cat"), 0);
        QCOMPARE(output("cat").size(), 70000);
        QVERIFY(output("cat").toStdString() ==
                wholeFile(scratch("1/rootfs/usr/bin/program").toStdString()));
        QCOMPARE(output("stranger"), QByteArray("changed\n"));
    }

    void saysWhatCannotBeRead()
    {
        QVERIFY2(output("catdir.err").contains("it is a directory"), output("catdir.err"));
        QVERIFY2(output("catnone.err").contains("no such file"), output("catnone.err"));
        QVERIFY2(output("noname.err").startsWith("onggictl: no such image: missing"),
                 output("noname.err"));
        for (const char* name : {"catdir", "catnone", "noname"}) {
            QCOMPARE(code(name), 125);
            QCOMPARE(output(QString(name) + ".err").count('\n'), 1);
        }
    }

    void findsTheDifferencesThatTheDirectoriesHave()
    {
        const auto first = unpacked("1", Facts::Contents);
        const auto second = unpacked("2", Facts::Contents);
        std::map<std::string, std::string> expected;
        for (const auto& [path, facts] : first) {
            const auto other = second.find(path);
            if (other == second.end())
                expected[path] = "D";
            else if (facts != other->second)
                expected[path] = "C";
        }
        for (const auto& [path, facts] : second) {
            if (!first.contains(path))
                expected[path] = "A";
        }
        const QJsonObject diff = json("diff").object();
        std::map<std::string, std::string> found;
        for (const QJsonValue& value : diff["changes"].toArray())
            found[pathOf(value.toObject())] = value.toObject()["kind"].toString().toStdString();
        found.erase("/");
        const std::string wrong = differences(expected, found);
        QVERIFY2(wrong.empty(), wrong.c_str());
        QCOMPARE(diff["commonLayers"].toArray().size(), 1);
        QCOMPARE(diff["first"].toObject()["layers"].toArray().size(), 1);
        QCOMPARE(diff["second"].toObject()["layers"].toArray().size(), 2);
        QVERIFY(output("difftext").contains("D /etc/old\n"));
        QVERIFY(output("difftext").contains("A /etc/two\n"));
        QCOMPARE(output("diffsame"), QByteArray());
    }

    void countsWhatLaterLayersHide()
    {
        const QJsonObject waste = json("waste").object();
        std::map<std::string, std::string> found;
        for (const QJsonValue& value : waste["files"].toArray())
            found[pathOf(value.toObject())] = std::to_string(value.toObject()["bytes"].toInteger());
        const std::map<std::string, std::string> expected{
            {"/etc/old", "4"},          {"/etc/two", "3"},
            {"/usr/lib/a/x\xffy", "1"}, {"/usr/lib/a/x\x1b[1m", "1"},
            {"/var/cache/x/1", "2"},    {"/var/cache/x/2", "2"},
            {"/zero", "3000"}};
        const std::string wrong = differences(expected, found);
        QVERIFY2(wrong.empty(), wrong.c_str());
        QCOMPARE(waste["wastedBytes"].toInteger(), 3013);
        QVERIFY(output("wastetext").contains("3.0 kB of "));
        QVERIFY(!output("wastetext").contains('\x1b'));
    }

    void repairsWhatTheRegistryHas()
    {
        QCOMPARE(code("norepair"), 125);
        QVERIFY2(output("norepair.err").startsWith("onggictl: not allowed"),
                 output("norepair.err"));
        QCOMPARE(code("broken"), 1);
        QVERIFY(json("broken").object()["broken"].toArray().size() > 0);
        QCOMPARE(code("repair"), 0);
        QCOMPARE(json("repair").object()["repaired"], json("broken").object()["broken"]);
        QCOMPARE(output("whole"), QByteArray("the store is whole\n"));
    }

private:
    std::string name(const char* tag) const { return m_registry->domain() + "/x:" + tag; }
    QString scratch(const QString& path) const { return m_sandbox->scratch() + "/" + path; }
    QByteArray output(const QString& file) const
    {
        return QByteArray::fromStdString(wholeFile(scratch("out/" + file).toStdString()));
    }
    int code(const char* file) const { return output(QString(file) + ".code").trimmed().toInt(); }
    QJsonDocument json(const QString& file) const { return QJsonDocument::fromJson(output(file)); }

    static std::string pathOf(const QJsonObject& object)
    {
        const QByteArray raw = QByteArray::fromBase64(object["pathBase64"].toString().toLatin1());
        return raw.isEmpty() ? object["path"].toString().toStdString() : raw.toStdString();
    }
    // What `files --json` says of a file, in the words of unpacked().
    static std::string factsOf(const QJsonObject& file)
    {
        return file["type"].toString().toStdString() + ' ' +
               std::to_string(file["mode"].toInteger()) + ' ' +
               std::to_string(file["uid"].toInteger()) + ':' +
               std::to_string(file["gid"].toInteger()) + ' ' +
               std::to_string(file["bytes"].toInteger()) + ' ' +
               file["target"].toString().toStdString() + " at " +
               file["modifiedAt"].toString().toStdString();
    }
    enum class Facts { Time, Contents };
    std::map<std::string, std::string> unpacked(const QString& tag, Facts facts) const;

    std::unique_ptr<Registry> m_registry;
    std::unique_ptr<Sandbox> m_sandbox;
};

// Path to "type mode owner size target" and either the time or the contents, by the kernel.
std::map<std::string, std::string> TestOnggictlContents::unpacked(const QString& tag,
                                                                  Facts facts) const
{
    const std::string root = scratch(tag + "/rootfs").toStdString();
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
        const std::string path = entry.path().string();
        struct stat status {};
        if (::lstat(path.c_str(), &status) != 0)
            qFatal("%s cannot be looked at", path.c_str());
        const bool isFile = S_ISREG(status.st_mode);
        std::string text = std::string(typeName(status.st_mode)) + ' ' +
                           std::to_string(status.st_mode & 07777) + ' ' +
                           std::to_string(status.st_uid) + ':' + std::to_string(status.st_gid) +
                           ' ' + std::to_string(isFile ? status.st_size : 0) + ' ' +
                           (S_ISLNK(status.st_mode) ? std::filesystem::read_symlink(path).string()
                                                    : std::string());
        if (facts == Facts::Time)
            text += " at " + formatTime(status.st_mtim.tv_sec);
        else if (isFile)
            text += " holds " + Sha256::of(wholeFile(path)).hex();
        files[path.substr(root.size())] = text;
    }
    return files;
}

QTEST_GUILESS_MAIN(TestOnggictlContents)
#include "tst_onggictl_contents.moc"
