# SPDX-FileCopyrightText: The Onggi authors
# SPDX-License-Identifier: GPL-3.0-or-later

# Fails where a source of the window names what waits: a call that blocks until its answer, an event loop inside
# another, a sleep. Run as: cmake -DROOT=… -P check_nonblocking.cmake

# Beside each expression, what it would wait for.
set(rules
    "QDBusInterface|the introspection of the other side"
    "[.>]call *\\(|an answer"
    "callWithArgumentList *\\([^)]*Block|an answer"
    "QDBus::Block|an answer"
    "QDBusReply *<|an answer"
    "[.>]interface *\\( *\\)|answers of the bus"
    "isServiceRegistered|an answer of the bus"
    "QDBusServiceWatcher|the owner of a name, which QtDBus looks up at once"
    "waitFor[A-Z]|whatever it says"
    "QEventLoop|an event loop inside another"
    "processEvents|an event loop inside another"
    "QProcess::execute|a program"
    "[>.]exec *\\(|an event loop inside another"
    "QMessageBox::(about|critical|information|question|warning)|an event loop inside another"
    "QFileDialog::get|an event loop inside another"
    "QInputDialog::get|an event loop inside another"
    "QThread::(sleep|msleep|usleep)|time"
    "sleep_for|time"
    "sleep_until|time"
    "[^a-z_]u?sleep *\\(|time"
    "[.>]join *\\( *\\)|a thread"
    "BlockingQueuedConnection|a thread"
    "tryLock|a lock"
    "QSemaphore|a lock"
    "QWaitCondition|a lock"
    "condition_variable|a lock")

set(broken 0)
file(GLOB_RECURSE files "${ROOT}/gui/*.h" "${ROOT}/gui/*.cpp")
foreach(file IN LISTS files)
    file(READ "${file}" text)
    string(REGEX REPLACE "//[^\n]*" "" text "${text}")
    foreach(rule IN LISTS rules)
        string(FIND "${rule}" "|" bar REVERSE)
        string(SUBSTRING "${rule}" 0 ${bar} waiting)
        math(EXPR bar "${bar} + 1")
        string(SUBSTRING "${rule}" ${bar} -1 what)
        if(text MATCHES "${waiting}")
            file(RELATIVE_PATH shown "${ROOT}" "${file}")
            message("${shown}: \"${CMAKE_MATCH_0}\" would wait for: ${what}")
            math(EXPR broken "${broken} + 1")
        endif()
    endforeach()
endforeach()
list(LENGTH files seen)
if(seen EQUAL 0)
    message(FATAL_ERROR "no sources found below ${ROOT}/gui")
endif()
if(broken GREATER 0)
    message(FATAL_ERROR "${broken} places of the window would wait")
endif()
