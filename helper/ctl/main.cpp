// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// onggictl: parses the command line, does it, and turns whatever was thrown into one line and an
// exit code.

#include <clocale>
#include <exception>

#include <QCoreApplication>

#include "engine/core/cancel.h"
#include "engine/core/error.h"
#include "engine/core/printable.h"
#include "helper/api/utf8_locale.h"
#include "helper/ctl/exit_code.h"
#include "helper/ctl/grammar.h"
#include "helper/ctl/output.h"
#include "helper/ctl/session.h"

namespace onggi::ctl {

namespace {

int perform(const std::vector<std::string>& arguments)
{
    Grammar grammar(commands());
    const Grammar::Parsed parsed = grammar.parse(arguments);
    if (parsed.action)
        return parsed.action();
    print(parsed.help);
    return 0;
}

int performSafely(const std::vector<std::string>& arguments) noexcept
{
    try {
        return perform(arguments);
    } catch (const UsageError& error) {
        printFailure(error.what());
    } catch (const ReaderGone&) {
        return endByBrokenPipe();
    } catch (const Error& error) {
        printFailure(error.message());
        return exitCodeOf(error);
    } catch (const Interrupted& interrupted) {
        return 128 + interrupted.signal;
    } catch (const std::exception& error) {
        printFailure(printable(error.what()) + ": an error in onggictl itself");
    }
    return kOwnFailure;
}

} // namespace

} // namespace onggi::ctl

int main(int argc, char** argv)
{
    using namespace onggi::ctl;
    holdStandardStreams();
    // The bus has a thread of its own: signals are blocked before it is started.
    blockSignals();
    // The glib loop would only cost time at the start.
    qputenv("QT_NO_GLIB", "1");
    setUnicodeOutput(onggi::useUtf8Locale());
    // Qt takes arguments of its own out of those that it is given.
    int qtArguments = 1;
    const QCoreApplication application(qtArguments, argv);
    // Other threads have it where they need it: answers of the desktop's keyring come through it.
    qunsetenv("QT_NO_GLIB");
    // Figures are written with a point everywhere.
    std::setlocale(LC_NUMERIC, "C");
    return performSafely({argv + 1, argv + argc});
}
