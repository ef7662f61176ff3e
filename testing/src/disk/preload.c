/*
 * A library to preload (LD_PRELOAD) into a process whose disk is to fail: the n-th call that a fault can hit moves
 * half of its bytes or fails, wherever it comes from: Node's thread pool, its streams, readFile, worker threads.
 * Only files below WINDROW_FAULT_FOLDER count. WINDROW_FAULT is "KIND N": short, EIO, ENOSPC or EINTR, and the number
 * of the call; 0 counts only. With WINDROW_FAULT_COUNT, the number of calls is written to that file at the end.
 *
 * Descriptors are looked up in /proc/self/fd, so Linux alone.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static const char *folder, *count_file;
static char kind[16];
static long wanted;
static atomic_long calls;

__attribute__((constructor)) static void begin(void) {
  const char *fault = getenv("WINDROW_FAULT");
  folder = getenv("WINDROW_FAULT_FOLDER");
  count_file = getenv("WINDROW_FAULT_COUNT");
  if (fault) sscanf(fault, "%15s %ld", kind, &wanted);
}

__attribute__((destructor)) static void end(void) {
  if (!count_file) return;
  FILE *file = fopen(count_file, "w");
  if (!file) return;
  fprintf(file, "%ld\n", atomic_load(&calls));
  fclose(file);
}

static int is_ours(const char *path) {
  return folder && path && strncmp(path, folder, strlen(folder)) == 0;
}

static int is_our_descriptor(int fd) {
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return 0;
  path[length] = 0;
  return is_ours(path);
}

/* What a call may be told; a bit each. */
enum { SHORT = 1, FULL = 2, INTERRUPTED = 4 };

/* 0: nothing; 1: half; -1: failed, errno is set. */
static int next_fault(int can) {
  int is_short = !strcmp(kind, "short"), is_full = !strcmp(kind, "ENOSPC"), is_interrupted = !strcmp(kind, "EINTR");
  if (!kind[0] || (is_short && !(can & SHORT)) || (is_full && !(can & FULL)) || (is_interrupted && !(can & INTERRUPTED)))
    return 0;
  if (atomic_fetch_add(&calls, 1) + 1 != wanted) return 0;
  if (is_short) return 1;
  errno = is_full ? ENOSPC : is_interrupted ? EINTR : EIO;
  return -1;
}

#define REAL(name) ((typeof(&name))dlsym(RTLD_NEXT, #name))

static size_t half(size_t length) { return length > 1 ? length / 2 : length; }

#define TRANSFER(name, can, parameters, arguments)                 \
  ssize_t name parameters {                                        \
    static typeof(&name) real;                                     \
    if (!real) real = REAL(name);                                  \
    if (is_our_descriptor(fd)) {                                   \
      int fault = next_fault(can);                                 \
      if (fault < 0) return -1;                                    \
      if (fault > 0) length = half(length);                        \
    }                                                              \
    return real arguments;                                         \
  }

TRANSFER(read, SHORT | INTERRUPTED, (int fd, void *buffer, size_t length), (fd, buffer, length))
TRANSFER(pread64, SHORT | INTERRUPTED, (int fd, void *buffer, size_t length, off64_t at), (fd, buffer, length, at))
TRANSFER(write, SHORT | FULL | INTERRUPTED, (int fd, const void *buffer, size_t length), (fd, buffer, length))
TRANSFER(pwrite64, SHORT | FULL | INTERRUPTED, (int fd, const void *buffer, size_t length, off64_t at),
         (fd, buffer, length, at))

int fsync(int fd) {
  static typeof(&fsync) real;
  if (!real) real = REAL(fsync);
  if (is_our_descriptor(fd)) return next_fault(FULL) < 0 ? -1 : 0;
  return real(fd);
}

int ftruncate64(int fd, off64_t length) {
  static typeof(&ftruncate64) real;
  if (!real) real = REAL(ftruncate64);
  if (is_our_descriptor(fd) && next_fault(FULL) < 0) return -1;
  return real(fd, length);
}

int rename(const char *from, const char *to) {
  static typeof(&rename) real;
  if (!real) real = REAL(rename);
  if (is_ours(from) && next_fault(FULL) < 0) return -1;
  return real(from, to);
}

int mkdir(const char *path, mode_t mode) {
  static typeof(&mkdir) real;
  if (!real) real = REAL(mkdir);
  if (is_ours(path) && next_fault(FULL) < 0) return -1;
  return real(path, mode);
}

static int open_with(const char *name, const char *path, int flags, mode_t mode) {
  int (*real)(const char *, int, ...) = dlsym(RTLD_NEXT, name);
  if (is_ours(path) && next_fault((flags & O_CREAT ? FULL : 0) | INTERRUPTED) < 0) return -1;
  return real(path, flags, mode);
}

int open(const char *path, int flags, ...) {
  __builtin_va_list list;
  __builtin_va_start(list, flags);
  mode_t mode = __builtin_va_arg(list, mode_t);
  __builtin_va_end(list);
  return open_with("open", path, flags, mode);
}

int open64(const char *path, int flags, ...) {
  __builtin_va_list list;
  __builtin_va_start(list, flags);
  mode_t mode = __builtin_va_arg(list, mode_t);
  __builtin_va_end(list);
  return open_with("open64", path, flags, mode);
}
