#include "gateway/cli/serve.hpp"

#include <chrono>
#include <csignal>
#include <ctime>
#include <memory>

#include <sys/resource.h>
#include <sys/stat.h>

#include "gateway/cli/complaint.hpp"
#include "gateway/cli/opened_store.hpp"
#include "gateway/http/server.hpp"
#include "gateway/operate/log.hpp"
#include "gateway/operate/notify.hpp"
#include "gateway/serve/gateway.hpp"
#include "gateway/serve/settings.hpp"

namespace weighbridge::cli {
namespace {

/// The signals that we wait for, blocked in every thread that is made after this.
sigset_t block_signals() {
  sigset_t signals;
  ::sigemptyset(&signals);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) ::sigaddset(&signals, signal);
  ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

/// Every connection is a file descriptor; the usual soft limit is 1,024.
void raise_descriptor_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

/// Waits for signals until one says to end.
void wait_for_end(const sigset_t& signals, serve::Gateway& gateway) {
  while (true) {
    const timespec second{1, 0};
    const int signal = ::sigtimedwait(&signals, nullptr, &second);
    if (signal == SIGTERM || signal == SIGINT) return;
    if (signal == SIGHUP) {
      operate::notify_service_manager("RELOADING=1");
      gateway.reload();
      operate::notify_service_manager("READY=1");
    }
    operate::notify_service_manager("WATCHDOG=1");
  }
}

/// Not into the log, which is kept and read by others.
void tell_first_link(serve::Gateway& gateway, const Screen& screen) {
  const std::optional<std::string> link = gateway.first_link();
  if (!link) return;
  screen.out.write(
      "Nobody can sign in yet. Whoever opens this becomes the administrator; it holds "
      "once, for 24 hours:\n\n  " +
      *link + "\n\n");
  screen.out.flush();
}

ExitStatus run_gateway(const serve::Settings& settings, const sigset_t& signals, operate::Log& log,
                       const Screen& screen) {
  serve::Gateway gateway(settings, log);
  gateway.start();
  tell_first_link(gateway, screen);
  operate::notify_service_manager("READY=1");
  wait_for_end(signals, gateway);
  operate::notify_service_manager("STOPPING=1");
  gateway.stop();
  return ExitStatus::well;
}

}  // namespace

ExitStatus serve(const ServeOptions& options, const Screen& screen) {
  std::vector<TableError> errors;
  const serve::Settings settings =
      serve::read_settings(options.config, serve::process_environment, errors);
  for (const TableError& error : errors) screen.err.write(complaint(error));
  if (!errors.empty()) return ExitStatus::configuration;
  screen.err.flush();
  ::umask(S_IRWXO | S_IWGRP);  // what we write holds other people's business
  raise_descriptor_limit();
  const sigset_t signals = block_signals();
  const std::unique_ptr<operate::Log> log = operate::log_to_stderr(settings.log_level);
  try {
    return run_gateway(settings, signals, *log, screen);
  } catch (const http::StartError& failure) {
    screen.err.write(complaint({}, failure.what()));
    return ExitStatus::configuration;
  } catch (const serve::ConfigurationErrors& mistakes) {
    for (const TableError& error : mistakes.errors) screen.err.write(complaint(error));
    return ExitStatus::configuration;
  } catch (const store::StoreError& failure) {
    return tell_failure(settings.store, failure, screen);
  }
}

}  // namespace weighbridge::cli
