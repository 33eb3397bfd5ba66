// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The precompiled header of the helper's and the command line's libraries: what nearly every file
// includes anyway.
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include <QObject>
#include <QSocketNotifier>
#include <QTimer>
#include <QtDBus/QtDBus>
