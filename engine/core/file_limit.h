// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How many descriptors this process may have: mounting or merging an image takes one a layer, and
// the usual soft limit is 1024, for the sake of programs that use select(2).
//
// The limit belongs to the whole process, and so does what these two remember.
#pragma once

namespace onggi {

// Raises the soft limit to the hard one. To be called once, before there are threads.
void raiseFileLimit() noexcept;

// Back to the soft limit that there was before: for a child, before it executes another program.
// May be called between vfork(2) and execve(2).
void restoreFileLimit() noexcept;

} // namespace onggi
