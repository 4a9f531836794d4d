#include "gateway/cli/run.hpp"

#include <csignal>
#include <cstdlib>
#include <exception>
#include <new>
#include <system_error>

#include <unistd.h>

#include "gateway/cli/arguments.hpp"
#include "gateway/cli/backup.hpp"
#include "gateway/cli/cases.hpp"
#include "gateway/cli/complaint.hpp"
#include "gateway/cli/config_check.hpp"
#include "gateway/cli/doctor.hpp"
#include "gateway/cli/inspect.hpp"
#include "gateway/cli/ledger.hpp"
#include "gateway/cli/map_test.hpp"
#include "gateway/cli/partner.hpp"
#include "gateway/cli/reconcile.hpp"
#include "gateway/cli/render.hpp"
#include "gateway/cli/replay.hpp"
#include "gateway/cli/screen.hpp"
#include "gateway/cli/serve.hpp"
#include "gateway/cli/token.hpp"
#include "gateway/cli/user.hpp"
#include "store/store.hpp"

namespace weighbridge::cli {
namespace {

/// NO_COLOR (no-color.org) counts when it is set and not empty; --color goes before it.
bool wants_colour(ColourMode mode, const Output& out) {
  if (mode != ColourMode::automatic) return mode == ColourMode::always;
  const char* no_color = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  const bool dumb = term != nullptr && std::string_view(term) == "dumb";
  return out.is_terminal() && !dumb && (no_color == nullptr || *no_color == '\0');
}

ExitStatus perform(const DoctorOptions& options, const Screen& screen) {
  return doctor(options, screen);
}
ExitStatus perform(const ServeOptions& options, const Screen& screen) {
  return serve(options, screen);
}
ExitStatus perform(const TokenCreateOptions& options, const Screen& screen) {
  return token_create(options, screen);
}
ExitStatus perform(const TokenListOptions& options, const Screen& screen) {
  return token_list(options, screen);
}
ExitStatus perform(const TokenRevokeOptions& options, const Screen& screen) {
  return token_revoke(options, screen);
}
ExitStatus perform(const UserAddOptions& options, const Screen& screen) {
  return user_add(options, screen);
}
ExitStatus perform(const UserListOptions& options, const Screen& screen) {
  return user_list(options, screen);
}
ExitStatus perform(const UserGrantOptions& options, const Screen& screen) {
  return user_grant(options, screen);
}
ExitStatus perform(const UserDisableOptions& options, const Screen& screen) {
  return user_disable(options, screen);
}
ExitStatus perform(const UserResetOptions& options, const Screen& screen) {
  return user_reset(options, screen);
}
ExitStatus perform(const UserLinkOptions& options, const Screen& screen) {
  return user_link(options, screen);
}
ExitStatus perform(const UserDelegateOptions& options, const Screen& screen) {
  return user_delegate(options, screen);
}
ExitStatus perform(const InspectOptions& options, const Screen& screen) {
  return inspect(options, screen);
}
ExitStatus perform(const ReconcileOptions& options, const Screen& screen) {
  return reconcile(options, screen);
}
ExitStatus perform(const LedgerVerifyOptions& options, const Screen& screen) {
  return ledger_verify(options, screen);
}
ExitStatus perform(const LedgerKeygenOptions& options, const Screen& screen) {
  return ledger_keygen(options, screen);
}
ExitStatus perform(const LedgerCheckpointOptions& options, const Screen& screen) {
  return ledger_checkpoint(options, screen);
}
ExitStatus perform(const LedgerProveOptions& options, const Screen& screen) {
  return ledger_prove(options, screen);
}
ExitStatus perform(const LedgerExportOptions& options, const Screen& screen) {
  return ledger_export(options, screen);
}
ExitStatus perform(const LedgerCheckOptions& options, const Screen& screen) {
  return ledger_check(options, screen);
}
ExitStatus perform(const CasesListOptions& options, const Screen& screen) {
  return cases_list(options, screen);
}
ExitStatus perform(const CasesShowOptions& options, const Screen& screen) {
  return cases_show(options, screen);
}
ExitStatus perform(const ConfigCheckOptions& options, const Screen& screen) {
  return config_check(options, screen);
}
ExitStatus perform(const MapTestOptions& options, const Screen& screen) {
  return map_test(options, screen);
}

ExitStatus perform(const BackupOptions& options, const Screen& screen) {
  return back_up(options, screen);
}
ExitStatus perform(const RestoreOptions& options, const Screen& screen) {
  return restore(options, screen);
}
ExitStatus perform(const ReplayOptions& options, const Screen& screen) {
  return replay(options, screen);
}
ExitStatus perform(const PartnerSftpOptions& options, const Screen& screen) {
  return partner_sftp_config(options, screen);
}

ExitStatus perform(const RenderOptions& options, const Screen& screen) {
  return render(options, screen);
}

ExitStatus dispatch(std::vector<std::string> words, Output& out, Output& err) {
  const auto parsed = parse_arguments(std::move(words));
  if (const auto* reply = std::get_if<Reply>(&parsed)) {
    out.write(reply->out);
    err.write(reply->err);
    return reply->status;
  }
  const auto& invocation = std::get<Invocation>(parsed);
  Screen screen{out, err, {wants_colour(invocation.colour, out), out.width()}};
  return std::visit([&](const auto& options) { return perform(options, screen); },
                    invocation.command);
}

/// What the machine or the program itself failed at. Nothing else can be done here but say so.
int internal_failure(Output& err, std::string_view what, std::string_view mend) {
  try {
    err.write(complaint({}, what, mend));
    err.flush();
  } catch (const std::exception&) {  // standard error is gone as well; the status still tells
  }
  return static_cast<int>(ExitStatus::internal);
}

}  // namespace

int run(std::vector<std::string> words) {
  // A reader that leaves early is reported by write(), not by a signal that kills in mid-work.
  std::signal(SIGPIPE, SIG_IGN);
  Output out(STDOUT_FILENO, "standard output");
  Output err(STDERR_FILENO, "standard error");
  try {
    const ExitStatus status = dispatch(std::move(words), out, err);
    out.flush();
    err.flush();
    return static_cast<int>(status);
  } catch (const std::bad_alloc&) {
    return internal_failure(err, "memory is exhausted", "give the program more, or smaller input");
  } catch (const OutputError& failure) {
    return internal_failure(err, failure.what(), "free the disk, or send the output elsewhere");
  } catch (const store::StoreError& failure) {
    return internal_failure(err, failure.what(), {});
  } catch (const std::system_error& failure) {
    return internal_failure(err, failure.what(), "check the disk or network it is on");
  } catch (const std::exception& failure) {
    return internal_failure(err, std::string("internal error: ") + failure.what(),
                            "please report it with the input that shows it");
  }
}

}  // namespace weighbridge::cli
