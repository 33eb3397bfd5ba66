// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// onggi-helper: the arguments, what the process is like, and signals. helper.h has the rest.

#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>

#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusError>
#include <QSocketNotifier>

#include "engine/core/file_limit.h"
#include "engine/core/log.h"
#include "helper/api/utf8_locale.h"
#include "helper/service/ended.h"
#include "helper/service/helper.h"

namespace {

int g_signalPipe[2] = {-1, -1};

void onSignal(int)
{
    const char byte = 0;
    [[maybe_unused]] const ssize_t written = write(g_signalPipe[1], &byte, 1);
}

void doNothing(int) {}

// Handlers, not SIG_IGN or a mask: those would be handed down to conmon and to containers.
void handleSignals()
{
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, g_signalPipe) != 0)
        std::abort();
    struct sigaction action = {};
    action.sa_flags = SA_RESTART;
    action.sa_handler = onSignal;
    for (const int signal : {SIGTERM, SIGINT, SIGHUP})
        sigaction(signal, &action, nullptr);
    action.sa_handler = doNothing;
    sigaction(SIGPIPE, &action, nullptr);
}

QString directory(const QCommandLineParser& parser, const QString& option, const char* variable,
                  const char* usual)
{
    if (parser.isSet(option))
        return parser.value(option);
    return qEnvironmentVariable(variable, QString::fromLatin1(usual));
}

// Nothing where the option holds no number, or one below `least`.
std::optional<std::uint64_t> number(const QCommandLineParser& parser, const char* option,
                                    std::uint64_t least)
{
    bool isNumber = false;
    const qulonglong value = parser.value(QLatin1String(option)).toULongLong(&isNumber);
    return isNumber && value >= least ? std::optional<std::uint64_t>(value) : std::nullopt;
}

int fail(const char* what)
{
    std::fprintf(stderr, "onggi-helper: %s\n", what);
    return 1;
}

int serve(onggi::HelperOptions options)
{
    QDBusConnection bus = QDBusConnection::systemBus();
    if (!bus.isConnected())
        return fail("no system bus: is dbus running?");
    if (geteuid() != 0)
        return fail("it has to run as root: the bus starts it");
    onggi::Helper helper(bus, std::move(options));
    const QSocketNotifier signals_(g_signalPipe[0], QSocketNotifier::Read);
    QObject::connect(&signals_, &QSocketNotifier::activated, &helper, [&helper] { helper.stop(); });
    bus.connect(QString(), QStringLiteral("/org/freedesktop/DBus/Local"),
                QStringLiteral("org.freedesktop.DBus.Local"), QStringLiteral("Disconnected"),
                QCoreApplication::instance(), SLOT(quit()));
    if (!helper.start())
        return fail("another helper has the name on the bus");
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char** argv)
{
    umask(0077);
    prctl(PR_SET_DUMPABLE, 0);
    handleSignals();
    onggi::raiseFileLimit();
    onggi::useUtf8Locale();

    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("onggi-helper"));
    QCoreApplication::setApplicationVersion(QStringLiteral(ONGGI_VERSION));
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("The part of Onggi that works as root. The system bus starts it."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions({
        {QStringLiteral("state"), QStringLiteral("State directory."), QStringLiteral("DIR")},
        {QStringLiteral("runtime"), QStringLiteral("Runtime directory."), QStringLiteral("DIR")},
        {QStringLiteral("idle"), QStringLiteral("Leave after so long without work."),
         QStringLiteral("SECONDS"), QStringLiteral("60")},
        {QStringLiteral("layer-size-limit"),
         QStringLiteral("Refuse layers and archives that unpack to more."), QStringLiteral("BYTES"),
         QString::number(onggi::LayerLimits().tarBytes)},
        {QStringLiteral("layer-ratio-limit"),
         QStringLiteral("Refuse those of which a byte unpacks to more bytes; 0: to any number."),
         QStringLiteral("NUMBER"), QString::number(onggi::LayerLimits().ratio)},
        {QStringLiteral("ended"), QStringLiteral("Record that a container has ended."),
         QStringLiteral("ID")},
    });
    parser.process(application);
    if (!parser.positionalArguments().isEmpty())
        return fail("unexpected argument");

    const QString state =
        directory(parser, QStringLiteral("state"), "ONGGI_STATE_DIRECTORY", "/var/lib/onggi");
    const QString runtime =
        directory(parser, QStringLiteral("runtime"), "ONGGI_RUNTIME_DIRECTORY", "/run/onggi");
    if (!state.startsWith(QLatin1Char('/')) || !runtime.startsWith(QLatin1Char('/')))
        return fail("the directories have to be absolute");
    if (parser.isSet(QStringLiteral("ended")))
        return onggi::reportEnded(state.toStdString(),
                                  parser.value(QStringLiteral("ended")).toStdString());
    // For `onggi-helper --ended`, which conmon starts.
    qputenv("ONGGI_STATE_DIRECTORY", state.toLocal8Bit());

    bool isNumber = false;
    const int patience = parser.value(QStringLiteral("idle")).toInt(&isNumber);
    if (!isNumber || patience <= 0)
        return fail("--idle takes a number of seconds");
    const auto sizeLimit = number(parser, "layer-size-limit", 1);
    const auto ratioLimit = number(parser, "layer-ratio-limit", 0);
    if (!sizeLimit || !ratioLimit)
        return fail("--layer-size-limit takes a number of bytes, --layer-ratio-limit a number");
    onggi::LayerLimits limits;
    limits.tarBytes = *sizeLimit;
    limits.ratio = *ratioLimit;
    return serve({.paths = {.stateDirectory = state.toStdString(),
                            .runtimeDirectory = runtime.toStdString(),
                            .programs = QCoreApplication::applicationDirPath().toStdString()},
                  .limits = limits,
                  .patience = std::chrono::seconds(patience)});
}
