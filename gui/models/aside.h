// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Work on a thread of its own, for what may block or takes long: a user's files, which may lie on
// another machine, the programs that keep credentials, which may ask for a password, plans for
// large stores. Called on the GUI thread, and answers there.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <type_traits>

#include <QDBusError>
#include <QObject>

namespace onggi {

// Then one of the two is called, unless `context` is gone; nobody waits for the thread. An Error is
// told as the helper would tell it.
void runAside(QObject* context, const std::function<void()>& work,
              const std::function<void()>& then,
              const std::function<void(const QDBusError&)>& failed);

// With what `work` returns, for `then`.
template <typename Work, typename Then>
void workAside(QObject* context, const Work& work, const Then& then,
               const std::function<void(const QDBusError&)>& failed)
{
    const auto value = std::make_shared<std::optional<std::invoke_result_t<Work>>>();
    runAside(
        context, [value, work] { *value = work(); }, [value, then] { then(**value); }, failed);
}

} // namespace onggi
