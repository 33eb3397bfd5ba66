// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Nothing but the precompiled header, which all tests use as it was compiled for this file.

#include "tests/pch.h"

int main() {}
