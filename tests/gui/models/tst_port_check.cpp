// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "gui/models/port_check.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <QTest>

#include "tests/support/drawn_store.h"

using namespace onggi;

namespace {

// A socket on some port of an address, for as long as it lives.
class Holder {
public:
    explicit Holder(int kind, in_addr_t address = INADDR_ANY)
        : m_fd(::socket(AF_INET, kind | SOCK_CLOEXEC, 0))
    {
        sockaddr_in wanted{};
        wanted.sin_family = AF_INET;
        wanted.sin_addr.s_addr = htonl(address);
        ::bind(m_fd, reinterpret_cast<sockaddr*>(&wanted), sizeof wanted);
        socklen_t length = sizeof wanted;
        ::getsockname(m_fd, reinterpret_cast<sockaddr*>(&wanted), &length);
        port = ntohs(wanted.sin_port);
    }
    ~Holder() { release(); }
    void release()
    {
        if (m_fd >= 0)
            ::close(m_fd);
        m_fd = -1;
    }

    std::uint16_t port = 0;

private:
    int m_fd;
};

PortMapping tcp(std::uint16_t port)
{
    PortMapping mapping;
    mapping.hostPort = port;
    mapping.containerPort = 80;
    return mapping;
}

StoreView withContainer(const std::string& port, ContainerState state)
{
    StoreView view = DrawnStore("web:1 = a\nweb @ web:1\n").view();
    view.containers[0].state = state;
    view.containers[0].ports = {port};
    return view;
}

} // namespace

class TestPortCheck : public QObject {
    Q_OBJECT

private slots:
    void aPortIsFreeOrInUse()
    {
        Holder holder(SOCK_STREAM);
        QCOMPARE(checkPort({}, {tcp(holder.port)}, 0).kind, PortUse::Kind::Program);
        PortMapping udp = tcp(holder.port);
        udp.protocol = PortProtocol::Udp;
        QCOMPARE(checkPort({}, {udp}, 0).kind, PortUse::Kind::Free);
        holder.release();
        QCOMPARE(checkPort({}, {tcp(holder.port)}, 0).kind, PortUse::Kind::Free);
    }

    void anotherAddressDoesNotHoldIt()
    {
        const Holder holder(SOCK_STREAM, INADDR_LOOPBACK);
        PortMapping other = tcp(holder.port);
        other.hostAddress = "127.0.0.2";
        QCOMPARE(checkPort({}, {other}, 0).kind, PortUse::Kind::Free);
        other.hostAddress = "127.0.0.1";
        QCOMPARE(checkPort({}, {other}, 0).kind, PortUse::Kind::Program);
        other.hostAddress = "192.0.2.1";
        QCOMPARE(checkPort({}, {other}, 0).kind, PortUse::Kind::NoAddress);
    }

    void aContainerThatHasItIsNamed()
    {
        const std::uint16_t port = Holder(SOCK_STREAM).port;
        const std::string text = "0.0.0.0:" + std::to_string(port) + "->80/tcp";
        const PortUse use = checkPort(withContainer(text, ContainerState::Running), {tcp(port)}, 0);
        QCOMPARE(use.kind, PortUse::Kind::Container);
        QCOMPARE(use.container, QString("web"));
        QCOMPARE(checkPort(withContainer(text, ContainerState::Stopped), {tcp(port)}, 0).kind,
                 PortUse::Kind::Free);
    }

    void twoRowsCannotHaveOne()
    {
        const std::uint16_t port = Holder(SOCK_STREAM).port;
        QCOMPARE(checkPort({}, {tcp(port), tcp(port)}, 0).kind, PortUse::Kind::Free);
        QCOMPARE(checkPort({}, {tcp(port), tcp(port)}, 1).kind, PortUse::Kind::Repeated);
        QCOMPARE(checkPort({}, {tcp(0), tcp(0)}, 1).kind, PortUse::Kind::Free);
    }

    void theNextFreeOneIsOffered()
    {
        const Holder holder(SOCK_STREAM);
        const std::uint16_t offered = suggestedPort({}, {}, holder.port, PortProtocol::Tcp);
        QVERIFY(offered > holder.port);
        QCOMPARE(checkPort({}, {tcp(offered)}, 0).kind, PortUse::Kind::Free);
        const StoreView view = withContainer("0.0.0.0:8080->80/tcp", ContainerState::Running);
        QVERIFY(suggestedPort(view, {}, 80, PortProtocol::Tcp) > 8080);
    }
};

QTEST_GUILESS_MAIN(TestPortCheck)
#include "tst_port_check.moc"
