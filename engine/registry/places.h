// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The places where a client asks for its references: one endpoint for each repository of each
// registry, mirrors before the registry itself, and what each of them said when it failed.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/core/error.h"
#include "engine/registry/endpoint.h"
#include "engine/registry/registries_conf.h"

namespace onggi {

struct Place {
    Endpoint* endpoint;
    Reference reference; // as it is called there
};

// Usable from any thread.
class Places {
public:
    // `transfer` outlives the object.
    Places(Transfer& transfer, RegistryOptions options);

    // Mirrors in their order and the registry last; whichever has answered for this repository
    // before comes first. Throws Error(RegistryForbidden), Error(ReferenceInvalid).
    std::vector<Place> of(const Reference& reference);

    // The registry itself, for what is written there or searched. Throws as of() does.
    Place destination(const Reference& reference);

    // Calls `ask` with one place after the other until one does not throw an Error of the registry.
    // What is thrown in the end is the last place's error, and tells the reasons of the others.
    template <typename Ask>
    auto ask(const Reference& reference, Ask ask)
    {
        const std::vector<Place> places = of(reference);
        std::string reasons;
        for (std::size_t i = 0;; ++i) {
            const Place& place = places[i];
            try {
                const Remembered remembered(*this, reference, place);
                return ask(place);
            } catch (const Error& error) {
                if (i + 1 == places.size() || !mayAskNext(error.code()))
                    throwWith(error, reasons);
                reasons += reasonOf(place, error);
            }
        }
    }

private:
    // Notes on its way out that the place has answered, unless an exception passes.
    class Remembered {
    public:
        Remembered(Places& places, const Reference& reference, const Place& place);
        ~Remembered();
        Remembered(const Remembered&) = delete;
        Remembered& operator=(const Remembered&) = delete;

    private:
        Places& m_places;
        const Reference& m_reference;
        const Place& m_place;
        const int m_exceptions;
    };

    static bool mayAskNext(Code code) noexcept;
    static std::string reasonOf(const Place& place, const Error& error);
    [[noreturn]] static void throwWith(const Error& error, const std::string& reasons);
    Endpoint& endpointOf(const RegistrySource& source);

    Transfer& m_transfer;
    const RegistryOptions m_options;
    FirstAnswer m_firstAnswer;
    TokenCache m_tokens;
    Synced<std::map<std::string, std::unique_ptr<Endpoint>>> m_endpoints;
    Synced<std::map<std::string, Endpoint*>> m_answered; // by the repository that was asked for
};

} // namespace onggi
