// Implementation of download.hpp over libcurl's easy interface. Proxies come from the environment, as libcurl reads it
// (http_proxy, https_proxy, no_proxy); certificates from the system.
#include "data/download.hpp"

#include <curl/curl.h>
#include <fmt/format.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <system_error>

#include "base/file.hpp"

namespace tare::data {
namespace {

struct CurlClosing {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
using Handle = std::unique_ptr<CURL, CurlClosing>;

// What the callbacks share. One transfer appends from `begin_bytes`.
struct Transfer {
  const Download& request;
  file::Descriptor descriptor = {};
  std::int64_t begin_bytes = 0;
  std::int64_t there_bytes = 0;
  int write_error = 0;
  bool is_too_long = false;
  bool is_stopped = false;
  std::array<char, CURL_ERROR_SIZE> message = {};
};

std::size_t on_data(char* bytes, std::size_t size, std::size_t count, void* user) {
  auto& transfer = *static_cast<Transfer*>(user);
  const std::size_t total = size * count;
  if (transfer.there_bytes + static_cast<std::int64_t>(total) > transfer.request.expected_bytes) {
    transfer.is_too_long = true;
    return CURL_WRITEFUNC_ERROR;
  }
  for (std::size_t done = 0; done < total;) {
    const ssize_t written = ::write(transfer.descriptor.get(), bytes + done, total - done);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      transfer.write_error = errno;
      return CURL_WRITEFUNC_ERROR;
    }
    done += static_cast<std::size_t>(written);
    transfer.there_bytes += written;
  }
  return total;
}

int on_progress(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  auto& transfer = *static_cast<Transfer*>(user);
  if (!transfer.request.on_progress) return 0;
  transfer.is_stopped = !transfer.request.on_progress(transfer.there_bytes);
  return transfer.is_stopped ? 1 : 0;
}

template <typename Value>
void set(CURL* handle, CURLoption option, Value value) {
  curl_easy_setopt(handle, option, value);
}

void configure(CURL* handle, Transfer& transfer) {
  set(handle, CURLOPT_URL, transfer.request.address.c_str());
  set(handle, CURLOPT_ERRORBUFFER, transfer.message.data());
  set(handle, CURLOPT_FOLLOWLOCATION, 1L);
  set(handle, CURLOPT_MAXREDIRS, static_cast<long>(kMaxRedirects));
  set(handle, CURLOPT_FAILONERROR, 1L);
  set(handle, CURLOPT_NOSIGNAL, 1L);
  set(handle, CURLOPT_CONNECTTIMEOUT, 30L);
  // A connection that brings nothing for a minute is dead; a slow one is not.
  set(handle, CURLOPT_LOW_SPEED_LIMIT, 1L);
  set(handle, CURLOPT_LOW_SPEED_TIME, 60L);
  set(handle, CURLOPT_USERAGENT, "tare");
  set(handle, CURLOPT_WRITEFUNCTION, &on_data);
  set(handle, CURLOPT_WRITEDATA, static_cast<void*>(&transfer));
  set(handle, CURLOPT_XFERINFOFUNCTION, &on_progress);
  set(handle, CURLOPT_XFERINFODATA, static_cast<void*>(&transfer));
  set(handle, CURLOPT_NOPROGRESS, 0L);
  if (transfer.begin_bytes > 0) {
    set(handle, CURLOPT_RESUME_FROM_LARGE, static_cast<curl_off_t>(transfer.begin_bytes));
  }
}

tl::unexpected<Error> fail_status(const Download& request, long status) {
  const std::string_view meaning = status == 404   ? "the server has no such file"
                                   : status == 401 ? "the server wants a log-in"
                                   : status == 403 ? "the server refuses access"
                                   : status == 407 ? "the proxy wants a log-in"
                                   : status == 429 ? "the server wants fewer requests; try again later"
                                   : status >= 500 ? "the server is in trouble; try again later"
                                                   : "that is not the file";
  return fail(ErrorKind::data, fmt::format("{} answers with status {}: {}", request.address, status, meaning),
              fmt::format("http_{}", status));
}

tl::unexpected<Error> fail_write(const Download& request, int error) {
  if (error == ENOSPC || error == EDQUOT) {
    return fail(ErrorKind::io,
                fmt::format("no space left for {} ({} bytes): free some, or name another cache folder with TARE_CACHE; "
                            "what arrived is kept",
                            request.part.string(), request.expected_bytes),
                "no_space");
  }
  return fail(ErrorKind::io, fmt::format("cannot write {}: {}", request.part.string(), std::strerror(error)));
}

tl::unexpected<Error> fail_transfer(const Transfer& transfer, CURLcode code, CURL* handle) {
  const Download& request = transfer.request;
  if (transfer.is_stopped) return fail(ErrorKind::cancelled, "the download was stopped; what arrived is kept");
  if (transfer.write_error != 0) return fail_write(request, transfer.write_error);
  if (transfer.is_too_long) {
    return fail(ErrorKind::data,
                fmt::format("{} sends more than the {} bytes expected: it is not the file that the description names",
                            request.address, request.expected_bytes),
                "wrong_size");
  }
  long status = 0;
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
  switch (code) {
    case CURLE_HTTP_RETURNED_ERROR:
      return fail_status(request, status);
    case CURLE_TOO_MANY_REDIRECTS:
      return fail(ErrorKind::data,
                  fmt::format("{} redirects in a loop, or more than {} times", request.address, kMaxRedirects),
                  "redirect_loop");
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_GOT_NOTHING:
      return fail(
          ErrorKind::data,
          fmt::format("the connection to {} ended after {} of {} bytes; they are kept: run the command again to "
                      "go on from there",
                      request.address, transfer.there_bytes, request.expected_bytes),
          "incomplete");
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_CONNECT:
      return fail(ErrorKind::data,
                  fmt::format("cannot reach {}: {}; behind a proxy, set https_proxy and http_proxy", request.address,
                              transfer.message.data()),
                  "unreachable");
    default:
      return fail(ErrorKind::data, fmt::format("cannot fetch {}: {} ({})", request.address, curl_easy_strerror(code),
                                               transfer.message.data()));
  }
}

Result<void> open_part(Transfer& transfer) {
  const auto& path = transfer.request.part;
  transfer.descriptor = file::Descriptor(::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644));
  if (!transfer.descriptor.is_open()) return fail_write(transfer.request, errno);
  struct stat status = {};
  if (::fstat(transfer.descriptor.get(), &status) != 0) return fail_write(transfer.request, errno);
  transfer.begin_bytes = transfer.there_bytes = status.st_size;
  return {};
}

Result<void> start_afresh(Transfer& transfer) {
  if (::ftruncate(transfer.descriptor.get(), 0) != 0) return fail_write(transfer.request, errno);
  transfer.begin_bytes = transfer.there_bytes = 0;
  return {};
}

// The server cannot continue in the middle: it knows no ranges, or its file is shorter than what we have.
bool is_range_refused(CURLcode code, CURL* handle) {
  long status = 0;
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
  return code == CURLE_RANGE_ERROR || (code == CURLE_HTTP_RETURNED_ERROR && status == 416);
}

}  // namespace

Result<void> download(const Download& request) {
  Transfer transfer{request};
  if (auto opened = open_part(transfer); !opened) return opened;
  if (transfer.begin_bytes > request.expected_bytes) {
    if (auto afresh = start_afresh(transfer); !afresh) return afresh;
  }
  if (transfer.begin_bytes == request.expected_bytes) return {};
  while (true) {
    const Handle handle(curl_easy_init());
    if (!handle) return fail(ErrorKind::internal, "libcurl cannot start");
    configure(handle.get(), transfer);
    const CURLcode code = curl_easy_perform(handle.get());
    if (transfer.begin_bytes > 0 && is_range_refused(code, handle.get())) {
      if (auto afresh = start_afresh(transfer); !afresh) return afresh;
      continue;
    }
    if (code != CURLE_OK) return fail_transfer(transfer, code, handle.get());
    // A server that states no length ends a file by closing, so a lost connection looks like success.
    if (transfer.there_bytes != request.expected_bytes) {
      return fail_transfer(transfer, CURLE_PARTIAL_FILE, handle.get());
    }
    return {};
  }
}

}  // namespace tare::data
