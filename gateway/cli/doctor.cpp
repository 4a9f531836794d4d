#include "gateway/cli/doctor.hpp"

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <sys/resource.h>
#include <sys/timex.h>
#include <unistd.h>

#include "gateway/as2/settings.hpp"
#include "gateway/cli/complaint.hpp"
#include "gateway/http/server.hpp"
#include "gateway/intake/site_clock.hpp"
#include "gateway/intake/wall_clock.hpp"
#include "gateway/serve/policy_in_force.hpp"
#include "gateway/serve/settings.hpp"
#include "gateway/serve/setup.hpp"
#include "store/store.hpp"

namespace weighbridge::cli {
namespace {

namespace fs = std::filesystem;

enum class Verdict : std::uint8_t { good, doubtful, bad };

/// What one look found. `mend` is empty where all is well.
struct Found {
  Verdict verdict = Verdict::good;
  std::string what, mend;
};

class Doctor {
 public:
  Doctor(const serve::Settings& settings, const Screen& screen)
      : settings_(settings), screen_(screen) {}

  void tell(const std::string& name, const Found& found) {
    const Tone tone = found.verdict == Verdict::good       ? Tone::good
                      : found.verdict == Verdict::doubtful ? Tone::warn
                                                           : Tone::bad;
    const char* word = found.verdict == Verdict::good       ? "ok     "
                       : found.verdict == Verdict::doubtful ? "look at"
                                                            : "wrong  ";
    std::string line = screen_.style.paint(tone, word) + "  " + name + ": " + found.what;
    if (!found.mend.empty()) line += " (" + found.mend + ")";
    screen_.out.write(line + '\n');
    if (found.verdict == Verdict::bad) ++wrong_;
  }

  std::size_t wrong() const { return wrong_; }

  Found configuration() {
    std::vector<TableError> errors;
    const serve::Setup setup = serve::read_setup(settings_, errors);
    for (const TableError& error : errors) screen_.err.write(complaint(error));
    if (!errors.empty())
      return {Verdict::bad, std::to_string(errors.size()) + " mistakes",
              "mend what standard error lists"};
    as2_ = setup.as2;
    policy_text_ = setup.processing->policy_text;
    return {Verdict::good, std::to_string(setup.partners.size()) + " partners", ""};
  }

  Found store() const {
    std::error_code none;
    if (!fs::exists(settings_.store, none))
      return {Verdict::good, settings_.store + " will be made at the first start", ""};
    try {
      std::uint64_t entries = 0;
      store::open_sqlite_read_only(settings_.store)->read([&](store::Reader& reader) {
        entries = reader.ledger_head().count;
      });
      return {Verdict::good, settings_.store + ", " + std::to_string(entries) + " ledger entries",
              ""};
    } catch (const store::StoreError& failure) {
      return {Verdict::bad, failure.what(), "see docs/operating/store.md"};
    }
  }

  /// Whether policy.yaml takes effect with the next start; nothing before there is a store.
  std::optional<Found> policy() const {
    std::error_code none;
    if (!policy_text_ || !fs::exists(settings_.store, none)) return std::nullopt;
    std::optional<TableError> refused;
    try {
      store::open_sqlite_read_only(settings_.store)->read([&](store::Reader& reader) {
        refused = serve::why_not_in_force(*policy_text_, reader);
      });
    } catch (const store::StoreError&) {  // told of the store
      return std::nullopt;
    }
    if (refused) return Found{Verdict::bad, refused->file + ": " + refused->message, refused->mend};
    return Found{Verdict::good, "nothing stands against policy.yaml", ""};
  }

  /// The disk of `folder`, or of its parent where it is still to be made.
  static Found disk(const fs::path& folder) {
    std::error_code failure;
    const fs::path there = fs::exists(folder, failure) ? folder : folder.parent_path();
    const fs::space_info space = fs::space(there, failure);
    if (failure)
      return {Verdict::bad, there.string() + ": " + failure.message(), "make the folder"};
    if (::access(there.c_str(), W_OK) != 0)
      return {Verdict::bad, there.string() + " cannot be written", "give this user the folder"};
    const std::string free = std::to_string(space.available >> 20U) + " MiB free";
    if (space.available < (1ULL << 30U))
      return {Verdict::doubtful, there.string() + ": " + free, "make room"};
    return {Verdict::good, there.string() + ": " + free, ""};
  }

  static Found clock() {
    timex state{};
    const int status = ::ntp_adjtime(&state);
    if (status < 0 || (state.status & STA_UNSYNC) != 0)
      return {Verdict::doubtful, "nothing keeps it right",
              "run systemd-timesyncd or chrony: windows, certificates and MDNs lean on it"};
    return {Verdict::good, "kept right by NTP", ""};
  }

  static Found zones() {
    if (intake::is_known_zone("Europe/Berlin")) return {Verdict::good, "there", ""};
    return {Verdict::bad, "there is no time zone database", "install the package tzdata"};
  }

  /// Opens the ports for a moment; a gateway that runs has them.
  Found ports() const {
    http::WorkPool pool(1, 1);
    const auto refuse = [](const http::Request&)
        -> boost::asio::awaitable<std::variant<http::Admission, http::Denied>> {
      co_return http::Denied{};
    };
    std::string where;
    for (const http::Endpoint& endpoint : settings_.http.listen)
      where += (where.empty() ? "" : ", ") + to_string(endpoint);
    try {
      http::Server server(settings_.http, settings_.spool, pool, refuse,
                          [](const http::Exchange&) {});
      server.start();
    } catch (const http::StartError& failure) {
      return {Verdict::doubtful, failure.what(), "unless the gateway is running"};
    }
    return {Verdict::good, where + " can be had", ""};
  }

  Found descriptors() const {
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    const std::uint64_t wanted = settings_.http.limits.connections_max + 256;
    if (limit.rlim_max >= wanted) return {Verdict::good, std::to_string(limit.rlim_max), ""};
    return {Verdict::doubtful,
            std::to_string(limit.rlim_max) + " for " +
                std::to_string(settings_.http.limits.connections_max) + " connections",
            "raise LimitNOFILE, or lower http.limits.connections"};
  }

  void certificates() {
    if (!as2_) return;
    const Instant now = intake::wall_clock();
    for (const as2::Expiry& expiry : as2::expiries(*as2_)) {
      const auto days = std::chrono::floor<std::chrono::days>(expiry.at - now).count();
      Found found{Verdict::good, expiry.subject + ", " + std::to_string(days) + " days left", ""};
      if (days < 60) {
        found.verdict = days < 0 ? Verdict::bad : Verdict::doubtful;
        found.mend = "add the next one to " + expiry.file + "'s partner or as2: section";
      }
      tell("certificate of " + expiry.owner, found);
    }
  }

 private:
  const serve::Settings& settings_;
  const Screen& screen_;
  std::shared_ptr<const as2::Settings> as2_;
  std::optional<std::string> policy_text_;  ///< nothing: the folder has mistakes
  std::size_t wrong_ = 0;
};

}  // namespace

ExitStatus doctor(const DoctorOptions& options, const Screen& screen) {
  std::vector<TableError> errors;
  const serve::Settings settings =
      serve::read_settings(options.config, serve::process_environment, errors);
  for (const TableError& error : errors) screen.err.write(complaint(error));
  if (!errors.empty()) return ExitStatus::configuration;
  Doctor doctor(settings, screen);
  doctor.tell("settings", {Verdict::good, options.config, ""});
  doctor.tell("configuration", doctor.configuration());
  doctor.tell("store", doctor.store());
  if (const auto found = doctor.policy()) doctor.tell("policy", *found);
  doctor.tell("disk of the store", Doctor::disk(fs::path(settings.store).parent_path()));
  doctor.tell("spool", Doctor::disk(settings.spool.folder));
  doctor.tell("state", Doctor::disk(settings.state));
  doctor.tell("clock", Doctor::clock());
  doctor.tell("time zones", Doctor::zones());
  doctor.tell("ports and TLS", doctor.ports());
  doctor.tell("open files", doctor.descriptors());
  doctor.certificates();
  return doctor.wrong() == 0 ? ExitStatus::well : ExitStatus::errors;
}

}  // namespace weighbridge::cli
