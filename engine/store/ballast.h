// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Space that the store keeps for the day when the disk is full: deleting has to write too, since
// what goes is first taken out of the database. A file of allocated blocks is held beside it, and
// given up, piece by piece, where such a change finds no space.
#pragma once

#include <string>
#include <utility>

#include "engine/core/error.h"

namespace onggi {

// Calls are made one at a time (under the store's mutex, or before anybody else has the store).
class Ballast {
public:
    explicit Ballast(std::string path)
        : m_path(std::move(path))
    {
    }

    // Makes the file, or makes it whole again, where that leaves much more space than it takes.
    void keep() const noexcept;
    // Halves it; a small rest goes whole. False: there is nothing to give up.
    bool giveUp() const noexcept;

    // Calls `change` until it finds space or all is given up; what it has done before it threw is
    // undone then. What it has left over is taken back: something that grows must not find it.
    template <typename Change>
    auto makeRoomFor(Change change) const
    {
        struct Debt {
            const Ballast* lender = nullptr;
            ~Debt()
            {
                if (lender)
                    lender->takeBack();
            }
        } debt;
        for (;;) {
            try {
                return change();
            } catch (const Error& error) {
                if (error.code() != Code::StoreNoSpace || !giveUp())
                    throw;
                debt.lender = this;
            }
        }
    }

private:
    void takeBack() const noexcept;

    std::string m_path;
};

} // namespace onggi
