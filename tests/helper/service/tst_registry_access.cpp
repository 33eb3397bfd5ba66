// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The access document as the helper takes it: from a sealed memfd alone, put together with the
// system's files.

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include "engine/core/error.h"
#include "helper/service/registry_access.h"

using namespace onggi;

namespace {

constexpr int kAllSeals = F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE;
constexpr const char* kRejectBad = R"({"default": [{"type": "insecureAcceptAnything"}],
    "transports": {"docker": {"bad.io": [{"type": "reject"}]}}})";
constexpr const char* kRejectWorse = R"({"default": [{"type": "insecureAcceptAnything"}],
    "transports": {"docker": {"worse.io": [{"type": "reject"}]}}})";

Fd memory(const std::string& text, int seals = kAllSeals)
{
    Fd fd(::memfd_create("test", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    writeFully(fd.get(), text, "memory");
    ::fcntl(fd.get(), F_ADD_SEALS, seals);
    return fd;
}

template <typename Call>
QString refusalOf(Call call)
{
    try {
        call();
    } catch (const Error& error) {
        return QString::fromUtf8(codeName(error.code()).data());
    }
    return {};
}

} // namespace

class TestRegistryAccess : public QObject {
    Q_OBJECT

private slots:
    void init() { m_directory = std::make_unique<QTemporaryDir>(); }

    void onlySealedMemoryIsTaken_data()
    {
        QTest::addColumn<int>("seals");
        QTest::newRow("none") << 0;
        QTest::newRow("may be written") << (kAllSeals & ~F_SEAL_WRITE);
        QTest::newRow("may shrink") << (kAllSeals & ~F_SEAL_SHRINK);
        QTest::newRow("may grow") << (kAllSeals & ~F_SEAL_GROW);
        QTest::newRow("may be sealed") << (kAllSeals & ~F_SEAL_SEAL);
    }
    void onlySealedMemoryIsTaken()
    {
        QFETCH(int, seals);
        const std::string text = AccessDocument().toJson();
        QCOMPARE(refusalOf([&] { JobAccess(memory(text, seals), places()); }),
                 QString("api.descriptor"));
        QCOMPARE(refusalOf([&] { JobAccess(memory(text), places()); }), QString());
    }

    void otherDescriptorsAreRefused()
    {
        write("file", AccessDocument().toJson());
        QCOMPARE(
            refusalOf([&] { JobAccess(openFile(path("file").toStdString(), O_RDONLY), places()); }),
            QString("api.descriptor"));
        QCOMPARE(refusalOf([&] { JobAccess(makePipe().read, places()); }),
                 QString("api.descriptor"));
        QCOMPARE(refusalOf([&] { JobAccess(memory(std::string(3 << 20, ' ')), places()); }),
                 QString("api.descriptor"));
        QCOMPARE(refusalOf([&] { JobAccess(memory("nothing"), places()); }),
                 QString("api.invalid-argument"));
    }

    void bothPoliciesAreEnforced()
    {
        write("etc/policy.json", kRejectBad);
        AccessDocument document;
        document.policy = NamedText{"mine", kRejectWorse};
        JobAccess job(memory(document.toJson()), places());
        const auto access = job.get();
        for (const char* name : {"bad.io/x:1", "worse.io/x:1"}) {
            QCOMPARE(refusalOf([&] { access->sources(Reference::parse(name)); }),
                     QString("registry.forbidden"));
        }
        QCOMPARE(access->sources(Reference::parse("good.io/x:1")).size(), std::size_t(1));
    }

    void systemAndUserAreMerged()
    {
        write("etc/registries.conf", "unqualified-search-registries = ['a.io']\n");
        write("etc/certs.d/a.io/ca.crt", "SYSTEM");
        AccessDocument document;
        document.registries = {{"mine", "[aliases]\nx = 'b.io/x'\n"}};
        document.certificates["a.io"].authorities = "USER";
        document.credentials["a.io"] = {"bob", "pw", {}};
        JobAccess job(memory(document.toJson()), places());
        const auto access = job.get();
        QCOMPARE(access->candidates("x:1")[0].text(), std::string("b.io/x:1"));
        QCOMPARE(access->candidates("y:1")[0].text(), std::string("a.io/y:1"));
        QCOMPARE(access->certificatesFor("a.io").authorities, std::string("SYSTEM\nUSER"));
        QCOMPARE(access->credentialsFor("a.io/x")->username, std::string("bob"));
        QCOMPARE(job.get().get(), access.get());
    }

    void brokenFilesOfTheSystemAreNamed()
    {
        write("etc/registries.conf", "nonsense");
        JobAccess job(Fd(), places());
        QCOMPARE(refusalOf([&] { job.get(); }), QString("document.invalid"));
        write("etc/registries.conf", "");
        write("etc/policy.json", "{}");
        QCOMPARE(refusalOf([&] { job.get(); }), QString("document.invalid"));
    }

private:
    QString path(const QString& name) const { return m_directory->filePath(name); }
    SystemPlaces places() const { return {path("etc"), path("share"), path("docker")}; }
    void write(const QString& name, const std::string& text)
    {
        QVERIFY(QDir().mkpath(QFileInfo(path(name)).path()));
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(text));
    }

    std::unique_ptr<QTemporaryDir> m_directory;
};

QTEST_GUILESS_MAIN(TestRegistryAccess)
#include "tst_registry_access.moc"
