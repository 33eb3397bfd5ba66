// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The environment is changed and not only the locale, because Qt reads it again.

#include "helper/api/utf8_locale.h"

#include <clocale>
#include <cstdlib>
#include <cstring>

#include <langinfo.h>

namespace onggi {

bool useUtf8Locale() noexcept
{
    std::setlocale(LC_CTYPE, "");
    if (std::strcmp(::nl_langinfo(CODESET), "UTF-8") == 0)
        return true;
    // LC_ALL would win over LC_CTYPE: what else it decided, these decide from now on.
    if (const char* const all = std::getenv("LC_ALL"); all && *all) {
        for (const char* category : {"LANG", "LC_MESSAGES", "LC_NUMERIC", "LC_TIME"})
            ::setenv(category, all, 1);
        ::unsetenv("LC_ALL");
    }
    ::setenv("LC_CTYPE", "C.UTF-8", 1);
    return false;
}

} // namespace onggi
