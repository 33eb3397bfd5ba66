// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Renames that are taken back unless what they belong to succeeds.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/core/error.h"
#include "engine/core/log.h"
#include "engine/store/state_directory.h"

namespace onggi {

class FileMoves {
public:
    FileMoves() = default;
    FileMoves(const FileMoves&) = delete;
    FileMoves& operator=(const FileMoves&) = delete;
    ~FileMoves()
    {
        for (auto move = m_moves.rbegin(); move != m_moves.rend(); ++move) {
            try {
                renameFile(move->second, move->first);
            } catch (const Error& error) {
                // The next start sweeps it.
                log(LogLevel::Warning, "not-moved-back", {{"cause", error.message()}});
            }
        }
    }

    void move(const std::string& from, const std::string& to)
    {
        m_moves.emplace_back(from, to);
        try {
            renameFile(from, to);
        } catch (...) {
            m_moves.pop_back();
            throw;
        }
    }
    void keep() noexcept { m_moves.clear(); }

private:
    std::vector<std::pair<std::string, std::string>> m_moves; // from, to
};

} // namespace onggi
