// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The order matters: the namespace needs the capabilities that changing the user gives up, changing
// the user resets what follows it, and the filter comes last because it forbids all of this.

#include "helper/unpack/sandbox.h"

#include <cerrno>
#include <csignal>
#include <string>

#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <linux/capability.h>
#include <seccomp.h>

#include "engine/core/error.h"
#include "engine/layer/unpack_protocol.h"

namespace onggi::unpack {

namespace {

void require(bool succeeded, const char* what)
{
    if (!succeeded)
        throw systemError(errno, "the sandbox of onggi-unpack", what);
}

void limit(__rlimit_resource_t resource, rlim_t value)
{
    const rlimit both{value, value};
    require(::setrlimit(resource, &both) == 0, "setrlimit");
}

void setLimits(const SandboxOptions& options)
{
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, options.outputBytes);
    limit(RLIMIT_NOFILE, static_cast<rlim_t>(options.descriptors));
#ifndef __SANITIZE_ADDRESS__ // which reserves terabytes
    limit(RLIMIT_AS, options.memory);
#endif
}

// False in a user namespace that does not have the id.
bool dropUser()
{
    if (::setresgid(kUserId, kUserId, kUserId) != 0 && errno == EINVAL)
        return false;
    require(::getegid() == kUserId, "setresgid");
    require(::setgroups(0, nullptr) == 0, "setgroups");
    require(::setresuid(kUserId, kUserId, kUserId) == 0, "setresuid");
    return true;
}

// Also of a caller that was not root but had some.
void dropCapabilities()
{
    require(::prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) == 0, "capabilities");
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    const __user_cap_data_struct none[2]{};
    require(::syscall(SYS_capset, &header, none) == 0, "capset");
}

// Where that is forbidden, no_new_privs still keeps anything from being regained.
void dropBoundingSet()
{
    for (int capability = 0; ::prctl(PR_CAPBSET_READ, capability, 0, 0, 0) >= 0; ++capability)
        ::prctl(PR_CAPBSET_DROP, capability, 0, 0, 0);
}

class Filter {
public:
    Filter()
        : m_context(::seccomp_init(SCMP_ACT_KILL_PROCESS))
    {
        if (!m_context)
            throw Error(Code::SystemIo, "the sandbox of onggi-unpack", "no seccomp filter");
    }
    ~Filter() { ::seccomp_release(m_context); }
    Filter(const Filter&) = delete;
    Filter& operator=(const Filter&) = delete;

    template <typename... Conditions>
    void add(std::uint32_t action, int call, Conditions... conditions)
    {
        check(::seccomp_rule_add(m_context, action, call, sizeof...(conditions), conditions...));
    }
    void load() { check(::seccomp_load(m_context)); }

private:
    static void check(int result)
    {
        errno = -result;
        require(result == 0, "seccomp");
    }
    scmp_filter_ctx m_context;
};

void loadFilter()
{
    Filter filter;
    for (const int call :
         {SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(pread64), SCMP_SYS(pwrite64), SCMP_SYS(lseek),
          SCMP_SYS(close), SCMP_SYS(fstat), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(brk),
          SCMP_SYS(madvise), SCMP_SYS(futex), SCMP_SYS(getrandom), SCMP_SYS(clock_gettime),
          SCMP_SYS(exit), SCMP_SYS(exit_group), SCMP_SYS(rt_sigreturn), SCMP_SYS(rt_sigprocmask)})
        filter.add(SCMP_ACT_ALLOW, call);
    // Memory, but never executable.
    filter.add(SCMP_ACT_ALLOW, SCMP_SYS(mmap), SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
    filter.add(SCMP_ACT_ALLOW, SCMP_SYS(mprotect), SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
    // How the C library spells fstat().
    filter.add(SCMP_ACT_ALLOW, SCMP_SYS(newfstatat), SCMP_A3(SCMP_CMP_EQ, AT_EMPTY_PATH));
    // Character set conversion looks for files, and does without.
    filter.add(SCMP_ACT_ERRNO(EACCES), SCMP_SYS(openat));
    filter.load();
}

} // namespace

SandboxState enterSandbox(const SandboxOptions& options)
{
    SandboxState state;
    require(::close_range(static_cast<unsigned>(options.descriptors), ~0u, 0) == 0, "close_range");
    const bool isRoot = ::geteuid() == 0;
    state.emptyNetwork = ::unshare(CLONE_NEWNET) == 0;
    setLimits(options);
    if (isRoot) {
        dropBoundingSet();
        state.ownUser = dropUser();
    }
    dropCapabilities();
    require(::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0, "PR_SET_DUMPABLE");
    require(::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0, "PR_SET_NO_NEW_PRIVS");
    // After the change of user, which clears it. Whoever started us is gone already where our pipes
    // say so.
    require(::prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == 0, "PR_SET_PDEATHSIG");
    ::signal(SIGPIPE, SIG_IGN);
    ::signal(SIGXFSZ, SIG_IGN);
    loadFilter();
    return state;
}

} // namespace onggi::unpack
