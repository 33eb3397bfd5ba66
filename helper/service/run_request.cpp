// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// One line an option; what values are possible is for validate() to say.

#include "helper/service/run_request.h"

#include "engine/core/error.h"

namespace onggi {

namespace {

std::vector<PortMapping> portsFrom(const wire::Ports& rows)
{
    std::vector<PortMapping> ports;
    for (const wire::Port& row : rows) {
        const bool isUdp = row.protocol == QLatin1String("udp");
        if (!isUdp && row.protocol != QLatin1String("tcp"))
            throw Error(Code::RunOptionInvalid, row.protocol.toStdString(),
                        "tcp or udp is expected");
        ports.push_back({row.hostAddress.toStdString(), row.hostPort, row.containerPort,
                         isUdp ? PortProtocol::Udp : PortProtocol::Tcp});
    }
    return ports;
}

} // namespace

RunOptions readRunOptions(OptionReader& options)
{
    RunOptions run;
    run.isInteractive = options.flag("interactive");
    run.hasTerminal = options.flag("tty");
    run.isRemovedAtEnd = options.flag("remove");
    run.isReadOnly = options.flag("read-only");
    run.entrypoint = options.byteStrings("entrypoint");
    run.hostname = options.text("hostname").value_or(QString()).toStdString();
    if (auto environment = options.byteStrings("environment"))
        run.environment = std::move(*environment);
    run.workingDirectory = options.bytes("workdir").value_or(QByteArray()).toStdString();
    run.user = options.text("user").value_or(QString()).toStdString();
    if (const auto network = options.text("network"))
        run.network = parseNetworkMode(network->toStdString());
    if (const auto ports = options.ports("ports"))
        run.ports = portsFrom(*ports);
    if (const auto memory = options.count("memory"))
        run.memory = Bytes(*memory);
    if (const auto limit = options.signedCount("pids-limit"))
        run.pidsLimit = *limit;
    if (const auto cpus = options.signedCount("cpus"))
        run.milliCpus = *cpus;
    return run;
}

void readExecOptions(OptionReader& options, ExecOptions& exec)
{
    if (exec.arguments.empty() || exec.arguments.front().empty())
        throw Error(Code::RunOptionInvalid, "command", "it is empty");
    exec.isInteractive = options.flag("interactive");
    exec.hasTerminal = options.flag("tty");
    if (auto environment = options.byteStrings("environment"))
        exec.environment = std::move(*environment);
    exec.workingDirectory = options.bytes("workdir").value_or(QByteArray()).toStdString();
    exec.user = options.text("user").value_or(QString()).toStdString();
}

} // namespace onggi
