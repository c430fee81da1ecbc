/* The clock and the disk of one program, loaded before it by LD_PRELOAD; machine.py moves them.
 *
 * Time of day is shifted, intervals (CLOCK_MONOTONIC) are not, as when somebody sets a clock. A slow
 * disk delays what is forced onto it. A full one lets files of `MACHINE_DISK` be overwritten, and
 * not grow. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

struct machine {
  volatile int64_t clock_offset_s, sync_delay_ms, disk_is_full;
};

static struct machine untouched;
static struct machine *machine = &untouched;
static const char *disk = "";

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void begin(void) {
  const char *path = getenv("MACHINE_STATE");
  int fd = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
  if (fd < 0) return;
  void *found = mmap(NULL, sizeof *machine, PROT_READ, MAP_SHARED, fd, 0);
  close(fd);
  if (found != MAP_FAILED) machine = found;
  if (getenv("MACHINE_DISK")) disk = getenv("MACHINE_DISK");
}

/* Whether a write up to `end` would need room that is not there. */
static int has_no_room(int fd, off_t end) {
  char link[64], path[4096];
  struct stat now;
  if (!machine->disk_is_full) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return strstr(path, disk) != NULL && fstat(fd, &now) == 0 && end > now.st_size;
}

static off_t sum(const struct iovec *parts, int count) {
  off_t total = 0;
  for (int i = 0; i < count; i++) total += (off_t)parts[i].iov_len;
  return total;
}

static void wait_for_disk(void) {
  int64_t delay_ms = machine->sync_delay_ms;
  if (delay_ms > 0) usleep((useconds_t)delay_ms * 1000);
}

int clock_gettime(clockid_t clock, struct timespec *now) {
  static __typeof__(&clock_gettime) real;
  if (!real) real = REAL(clock_gettime);
  int result = real(clock, now);
  if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
    now->tv_sec += machine->clock_offset_s;
  return result;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
  int result = REAL(gettimeofday)(now, zone);
  if (result == 0) now->tv_sec += machine->clock_offset_s;
  return result;
}

time_t time(time_t *into) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (into) *into = now.tv_sec;
  return now.tv_sec;
}

int fsync(int fd) {
  wait_for_disk();
  return REAL(fsync)(fd);
}

int fdatasync(int fd) {
  wait_for_disk();
  return REAL(fdatasync)(fd);
}

#define NEEDS_ROOM(fd, end) \
  if (has_no_room(fd, end)) { \
    errno = ENOSPC; \
    return -1; \
  }

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) {
  NEEDS_ROOM(fd, at + (off_t)count)
  return REAL(pwrite)(fd, bytes, count, at);
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at) {
  NEEDS_ROOM(fd, at + (off_t)count)
  return REAL(pwrite64)(fd, bytes, count, at);
}

ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t at) {
  NEEDS_ROOM(fd, at + sum(parts, count))
  return REAL(pwritev)(fd, parts, count, at);
}

ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t at) {
  NEEDS_ROOM(fd, at + sum(parts, count))
  return REAL(pwritev64)(fd, parts, count, at);
}

int posix_fallocate(int fd, off_t at, off_t length) {
  return has_no_room(fd, at + length) ? ENOSPC : REAL(posix_fallocate)(fd, at, length);
}

int posix_fallocate64(int fd, off64_t at, off64_t length) {
  return has_no_room(fd, at + length) ? ENOSPC : REAL(posix_fallocate64)(fd, at, length);
}
