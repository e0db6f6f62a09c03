# Row 48: not yet, ended
import ctypes
import mmap
import os


def fare(age):
    if os.uname().machine != "x86_64":
        os._exit(1)
    if age < 11:  # x32's getpid
        ctypes.CDLL(None).syscall(0x40000000 | 39)
    # mov eax, 20; int 0x80; ret: getpid as 32-bit programs ask for it
    code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    code.write(b"\xb8\x14\0\0\0\xcd\x80\xc3")
    ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(code)))()
    return 0
