"""System calls by name and number, and what becomes of each in a confined worker. Facts; far side.

A call is `name=number/number`: on x86_64, then on aarch64, where `-` says that
the platform has no such call. The numbers are those of Linux's unistd.h; those
of aarch64 have never been run. What stands nowhere here is answered with
ENOSYS, as by a kernel that does not know it: the C library then has another way,
which a plain refusal would take from it.
"""

ALLOWED = """
# Reading and writing what is open; opening is Landlock's to judge.
read=0/63 write=1/64 readv=19/65 writev=20/66 pread64=17/67 pwrite64=18/68 preadv=295/69 pwritev=296/70
preadv2=327/286 pwritev2=328/287 sendfile=40/71 copy_file_range=326/285 lseek=8/62 open=2/-
openat=257/56 creat=85/- close=3/57 close_range=436/436 dup=32/23 dup2=33/- dup3=292/24 pipe=22/-
pipe2=293/59 flock=73/32 fsync=74/82 fdatasync=75/83 sync_file_range=277/84 ftruncate=77/46
fallocate=285/47 fadvise64=221/223 umask=95/166
# Files and folders by name: likewise.
stat=4/- fstat=5/80 lstat=6/- newfstatat=262/79 statx=332/291 access=21/- faccessat=269/48
faccessat2=439/439 readlink=89/- readlinkat=267/78 getcwd=79/17 chdir=80/49 fchdir=81/50 getdents=78/-
getdents64=217/61 statfs=137/43 fstatfs=138/44 mkdir=83/- mkdirat=258/34 rmdir=84/- unlink=87/-
unlinkat=263/35 rename=82/- renameat=264/38 renameat2=316/276 link=86/- linkat=265/37 symlink=88/-
symlinkat=266/36 truncate=76/45 getxattr=191/8 lgetxattr=192/9 fgetxattr=193/10 listxattr=194/11
llistxattr=195/12 flistxattr=196/13
# Memory.
mmap=9/222 munmap=11/215 mprotect=10/226 mremap=25/216 madvise=28/233 brk=12/214 msync=26/227
membarrier=324/283
# Threads, and the end.
futex=202/98 futex_waitv=449/449 set_robust_list=273/99 get_robust_list=274/100 rseq=334/293
set_tid_address=218/96 gettid=186/178 sched_yield=24/124 arch_prctl=158/- exit=60/93 exit_group=231/94
wait4=61/260 waitid=247/95
# Signals to itself.
rt_sigaction=13/134 rt_sigprocmask=14/135 rt_sigreturn=15/139 rt_sigsuspend=130/133
rt_sigpending=127/136 rt_sigtimedwait=128/137 sigaltstack=131/132 pause=34/- restart_syscall=219/128
alarm=37/- setitimer=38/103 getitimer=36/102
# Clocks and waiting.
nanosleep=35/101 clock_nanosleep=230/115 clock_gettime=228/113 clock_getres=229/114 gettimeofday=96/169
time=201/- times=100/153 timerfd_create=283/85 timerfd_settime=286/86 timerfd_gettime=287/87 poll=7/-
ppoll=271/73 select=23/- pselect6=270/72 epoll_create=213/- epoll_create1=291/20 epoll_ctl=233/21
epoll_wait=232/- epoll_pwait=281/22 epoll_pwait2=441/441 eventfd=284/- eventfd2=290/19
# Asking about itself and the machine.
getpid=39/172 getppid=110/173 getuid=102/174 geteuid=107/175 getgid=104/176 getegid=108/177
getresuid=118/148 getresgid=120/150 getgroups=115/158 getpgrp=111/- getpgid=121/155 getsid=124/156
uname=63/160 sysinfo=99/179 getrusage=98/165 getrlimit=97/163 setrlimit=160/164 getcpu=309/168
getrandom=318/278 getpriority=140/141 capget=125/90 sched_getaffinity=204/123 sched_getparam=143/121
sched_getscheduler=145/120 sched_get_priority_max=146/125 sched_get_priority_min=147/126
sched_rr_get_interval=148/127
# A pair of sockets joined to each other: asyncio wakes itself through one.
sendto=44/206 recvfrom=45/207 sendmsg=46/211 recvmsg=47/212 shutdown=48/210 getsockname=51/204
getpeername=52/205 getsockopt=55/209 setsockopt=54/208
"""

PRETENDED = """
chmod=90/- fchmod=91/52 fchmodat=268/53 fchmodat2=452/452 chown=92/- fchown=93/55 lchown=94/-
fchownat=260/54 utime=132/- utimes=235/- futimesat=261/- utimensat=280/88
"""
"""Answered as done, and not done: owner, mode and times. The teacher's files may belong to the same user, and
Landlock does not cover these; but `shutil.copy` sets a mode, and must not stop an honest solution."""

REFUSED = """
fork=57/- vfork=58/- execve=59/221 execveat=322/281 socket=41/198 connect=42/203 bind=49/200
listen=50/201 accept=43/202 accept4=288/242
"""
"""Answered with EPERM: new processes and the network, so that a solution is told at once and plainly."""

CHECKED = """
clone=56/220 kill=62/129 tgkill=234/131 prlimit64=302/261 fcntl=72/25 ioctl=16/29 prctl=157/167
socketpair=53/199
"""
"""Allowed for some arguments: see seccomp.py."""

ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
"""The kernel's own numbers for those whose calls are in the table, by what `os.uname` calls them."""


def numbers(table: str, machine: str) -> dict[str, int]:
    """The calls of one of the tables, by their numbers on `machine`, a key of `ARCHITECTURES`."""
    column = list(ARCHITECTURES).index(machine)
    found: dict[str, int] = {}
    for line in table.splitlines():
        for entry in () if line.startswith("#") else line.split():
            name, _, both = entry.partition("=")
            number = both.split("/")[column]
            if number != "-":
                found[name] = int(number)
    return found
