// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A registry with the embedded samples: samples/base:1, samples/a:1 (base + A) and samples/b:1
// (base + A + B).
#pragma once

#include <stdexcept>

#include "tests/support/registry.h"
#include "tests/support/sandbox.h"

namespace onggi::test {

class SampleRegistry : public Registry {
public:
    explicit SampleRegistry(Tls tls = Tls::No, SignIn signIn = SignIn::NotNeeded)
        : Registry(tls, signIn)
    {
        const Outcome filled =
            runProgram("bash", {"-c", ". packaging/lib/registry.sh; fill_registry \"$0\" \"$1\"",
                                ONGGI_BINARY_DIR "/samples", QString::fromStdString(storage())});
        if (filled.code != 0)
            throw std::runtime_error(filled.errors.toStdString());
    }

    // "127.0.0.1:PORT/samples/NAME:1"
    QString reference(const QString& name) const
    {
        return QString::fromStdString(domain()) + "/samples/" + name + ":1";
    }
};

} // namespace onggi::test
