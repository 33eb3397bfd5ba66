// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// fault_driver STATE VERB ARGUMENT [again|die]: does a verb once, with the fault that the page of
// memory orders, and ends as a helper would. If the verb fails, it is done once more with "again";
// with "die" the process kills itself, so that the store is not even closed.
// Exits with 0, or 1 where the verb failed with an Error, or 3 where it did so again.

#include <chrono>
#include <csignal>
#include <cstring>
#include <optional>
#include <string_view>

#include <unistd.h>

#include "engine/core/error.h"
#include "tests/faults/fault_page.h"
#include "tests/faults/found_containers.h"
#include "tests/faults/verbs.h"

using namespace onggi;
using namespace onggi::test;

namespace {

void note(const Error& error)
{
    FaultPage& page = faultPage();
    std::strncpy(page.errorCode, codeName(error.code()).data(), sizeof page.errorCode - 1);
    std::strncpy(page.error, error.what(), sizeof page.error - 1);
}

bool succeeds(Store& store, Unpacker& unpacker, std::optional<FoundContainers>& containers,
              char** argv)
{
    try {
        perform(store, unpacker, argv[2], argv[3], containers ? &**containers : nullptr);
        return true;
    } catch (const Error& error) {
        note(error);
        return false;
    }
}

int run(char** argv, std::string_view afterwards)
{
    using namespace std::chrono;
    const bool isOpening = std::strcmp(argv[2], "open") == 0;
    if (isOpening)
        armFaults();
    const auto begin = steady_clock::now();
    Store store(argv[1]);
    Unpacker unpacker(ONGGI_FAULT_UNPACK);
    std::optional<FoundContainers> containers;
    if (needsContainers(argv[2]))
        containers.emplace(store, unpacker);
    if (!isOpening)
        armFaults();
    const auto opened = steady_clock::now();
    const bool isDone = succeeds(store, unpacker, containers, argv);
    const auto time = steady_clock::now() - (isOpening ? begin : opened);
    faultPage().microseconds =
        static_cast<std::uint64_t>(duration_cast<microseconds>(time).count());
    if (!isDone && afterwards == "die")
        ::kill(::getpid(), SIGKILL);
    if (isDone || afterwards.empty())
        return isDone ? 0 : 1;
    return succeeds(store, unpacker, containers, argv) ? 0 : 3;
}

} // namespace

int main(int argc, char** argv)
try {
    if (argc < 4)
        return 2;
    const std::string_view afterwards = argc > 4 ? argv[4] : "";
    try {
        return run(argv, afterwards);
    } catch (const Error& error) { // opening failed
        note(error);
        return afterwards == "again" ? run(argv, {}) : 1;
    }
} catch (const Error&) {
    return 3;
}
