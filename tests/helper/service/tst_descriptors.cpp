// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Which descriptors are taken from callers, and how one is handed back.

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <QTest>

#include "engine/core/error.h"
#include "helper/service/descriptors.h"

using namespace onggi;

namespace {

template <typename Call>
QString refusalOf(Call call)
{
    try {
        call();
    } catch (const Error& error) {
        return error.code() == Code::ApiDescriptor ? QString::fromStdString(error.detail())
                                                   : QStringLiteral("another error");
    }
    return {};
}

struct Pair {
    Fd first;
    Fd second;
};

Pair makePair(int type)
{
    int fds[2];
    if (socketpair(AF_UNIX, type | SOCK_CLOEXEC, 0, fds) != 0)
        qFatal("socketpair");
    return {Fd(fds[0]), Fd(fds[1])};
}

} // namespace

class TestDescriptors : public QObject {
    Q_OBJECT

private slots:
    void kindsThatCannotBeReadAreRefused()
    {
        const auto pipe = makePipe();
        QCOMPARE(refusalOf([&] { requireReadable(pipe.read, "x"); }), QString());
        QVERIFY(refusalOf([&] {
                    requireReadable(pipe.write, "x");
                }).contains(QLatin1String("not open")));
        QVERIFY(refusalOf([&] {
                    requireWritable(pipe.read, "x");
                }).contains(QLatin1String("not open")));
        const Fd directory(open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        QVERIFY(refusalOf([&] {
                    requireReadable(directory, "x");
                }).contains(QLatin1String("directory")));
        const Fd path(open("/dev/null", O_PATH | O_CLOEXEC));
        QVERIFY(refusalOf([&] { requireReadable(path, "x"); }).contains(QLatin1String("O_PATH")));
        const Fd both(open("/dev/null", O_RDWR | O_CLOEXEC));
        QCOMPARE(refusalOf([&] { requireWritable(both, "x"); }), QString());
    }

    void archivesAreWrittenToFilesAndPipesAlone()
    {
        const auto pipe = makePipe();
        QCOMPARE(refusalOf([&] { requireWritableFile(pipe.write, "x"); }), QString());
        QVERIFY(refusalOf([&] {
                    requireWritableFile(pipe.read, "x");
                }).contains(QLatin1String("not open")));
        const Fd file(memfd_create("x", MFD_CLOEXEC));
        QCOMPARE(refusalOf([&] { requireWritableFile(file, "x"); }), QString());
        const Fd device(open("/dev/null", O_WRONLY | O_CLOEXEC));
        QVERIFY(refusalOf([&] {
                    requireWritableFile(device, "x");
                }).contains(QLatin1String("neither a file nor a pipe")));
        QVERIFY(
            !refusalOf([] { requireWritableFile(makePair(SOCK_STREAM).first, "x"); }).isEmpty());
        const Fd path(open("/dev/null", O_PATH | O_CLOEXEC));
        QVERIFY(
            refusalOf([&] { requireWritableFile(path, "x"); }).contains(QLatin1String("O_PATH")));
    }

    void channelIsAPacketSocketOfThisMachine()
    {
        QCOMPARE(refusalOf([] { requireChannel(makePair(SOCK_SEQPACKET).first, "x"); }), QString());
        QVERIFY(!refusalOf([] { requireChannel(makePair(SOCK_STREAM).first, "x"); }).isEmpty());
        const Fd inet(socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
        QVERIFY(!refusalOf([&] { requireChannel(inet, "x"); }).isEmpty());
        QVERIFY(!refusalOf([] { requireChannel(makePipe().read, "x"); }).isEmpty());
    }

    void descriptorIsTakenAsACopyThatIsClosedOnExec()
    {
        const auto pipe = makePipe();
        const QDBusUnixFileDescriptor handle(pipe.read.get());
        const Fd taken = takeDescriptor(handle, "x");
        QVERIFY(taken.get() != pipe.read.get());
        QVERIFY((fcntl(taken.get(), F_GETFD) & FD_CLOEXEC) != 0);
        QVERIFY(!refusalOf([] { takeDescriptor(QDBusUnixFileDescriptor(), "x"); }).isEmpty());
    }

    void descriptorArrivesAtTheOtherSide()
    {
        const Pair channel = makePair(SOCK_SEQPACKET);
        const auto pipe = makePipe();
        sendDescriptor(channel.first, 't', pipe.write);
        char label = 0;
        iovec data{&label, 1};
        alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
        msghdr message = {};
        message.msg_iov = &data;
        message.msg_iovlen = 1;
        message.msg_control = control;
        message.msg_controllen = sizeof control;
        QCOMPARE(recvmsg(channel.second.get(), &message, 0), ssize_t(1));
        QCOMPARE(label, 't');
        int number = -1;
        memcpy(&number, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof number);
        const Fd arrived(number);
        QCOMPARE(write(arrived.get(), "x", 1), ssize_t(1));
        char byte = 0;
        QCOMPARE(read(pipe.read.get(), &byte, 1), ssize_t(1));
        QCOMPARE(byte, 'x');
    }

    void otherSideThatHasGoneIsAnError()
    {
        Pair channel = makePair(SOCK_SEQPACKET);
        channel.second.reset();
        const auto pipe = makePipe();
        QVERIFY(!refusalOf([&] { sendDescriptor(channel.first, 's', pipe.write); }).isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestDescriptors)
#include "tst_descriptors.moc"
