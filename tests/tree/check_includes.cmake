# SPDX-FileCopyrightText: The Onggi authors
# SPDX-License-Identifier: GPL-3.0-or-later

# Fails on an include that points upward: model <- layer <- engine <- helper/service, and so on.
# Run as: cmake -DROOT=… -P check_includes.cmake

# Each rule: a folder, and a regular expression of what its files must not include.
set(rules
    "engine|^(helper|gui|tests)/|^Q[A-Z]|^Qt"
    "engine/core|^engine/(layer|registry|store|archive|mount|run)/"
    "engine/image|^engine/(layer|registry|store|archive|mount|run)/|^engine/core/fd"
    "engine/lineage|^engine/(layer|registry|store|archive|mount|run)/|^engine/core/fd"
    "engine/layer|^engine/(registry|archive|mount|run)/"
    "engine/registry|^engine/(store|archive|mount|run)/"
    "engine/store|^engine/(mount|run)/"
    "helper/api|^engine/(layer|registry|store|archive|mount|run)/|^helper/(service|job|auth|unpack|ctl|registries)/"
    "helper/service|^helper/(ctl|registries)/|keychain"
    "helper/job|^helper/(ctl|registries)/|keychain"
    "helper/auth|^helper/(ctl|registries)/|keychain"
    "helper/ctl|^engine/(registry|store|archive|mount|run)/|^helper/(service|job|auth|unpack)/"
    "helper/registries|^engine/(layer|registry|store|archive|mount|run)/|^helper/(service|job|auth|unpack|ctl)/"
    "helper/unpack|^engine/(registry|store|archive|mount|run)/|^helper/(api|service|job|auth|ctl)/|^Q[A-Z]"
    "gui|^engine/(registry|store|archive|mount|run)/|^helper/(service|job|auth|unpack|ctl)/")

# Pure values and interfaces that stand with their subject, but belong to the model.
set(exempt "^engine/(run/(options|container_records)|archive/(archive_members|archived_image)|registry/(access|credentials|proxies|proxy_variables|registries_conf|trust_policy))\\.h$")

set(broken 0)
set(seen 0)
foreach(rule IN LISTS rules)
    string(FIND "${rule}" "|" bar)
    string(SUBSTRING "${rule}" 0 ${bar} folder)
    math(EXPR bar "${bar} + 1")
    string(SUBSTRING "${rule}" ${bar} -1 forbidden)
    file(GLOB_RECURSE files "${ROOT}/${folder}/*.h" "${ROOT}/${folder}/*.cpp")
    foreach(file IN LISTS files)
        file(STRINGS "${file}" lines REGEX "^ *# *include")
        foreach(line IN LISTS lines)
            math(EXPR seen "${seen} + 1")
            string(REGEX REPLACE "^ *# *include *[<\"]([^>\"]*).*" "\\1" included "${line}")
            if(included MATCHES "${forbidden}" AND NOT included MATCHES "${exempt}")
                file(RELATIVE_PATH shown "${ROOT}" "${file}")
                message("${shown} must not include ${included}")
                math(EXPR broken "${broken} + 1")
            endif()
        endforeach()
    endforeach()
endforeach()
if(seen EQUAL 0)
    message(FATAL_ERROR "no includes found below ${ROOT}")
endif()
if(broken GREATER 0)
    message(FATAL_ERROR "${broken} includes point upward")
endif()
