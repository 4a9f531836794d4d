#include "gateway/receive/remote_poller.hpp"

#include <algorithm>
#include <future>
#include <map>
#include <optional>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

#include "gateway/curl/remote_session.hpp"
#include "gateway/receive/file_names.hpp"
#include "gateway/receive/lines.hpp"
#include "gateway/receive/outcomes.hpp"
#include "gateway/receive/pause.hpp"

namespace weighbridge::receive {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

/// Fetched before any of them is handed in; each may be in memory.
constexpr std::size_t kBatchMax = 16;
constexpr std::size_t kSeenMax = 100'000;
constexpr int kBackOffMax = 10;  ///< times the interval

struct Seen {
  std::string mark;
  Clock::time_point since;  ///< when it was first seen like this
  bool taken = false;       ///< durable here, and only not yet away over there
  bool refused = false;     ///< too large: told once
};

struct Fetched {
  std::string name;
  spool::Payload bytes;
};

/// One server, looked at by one thread.
class Line {
 public:
  Line(curl::RemoteServer server, Intake& intake, const spool::SpoolSettings& spool,
       const Tell& tell)
      : server_(std::move(server)), intake_(intake), spool_(spool), tell_(tell) {}
  ~Line() { stop(); }
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;

  void start() {
    if (!thread_.joinable()) thread_ = std::thread([this] { run(); });
  }
  void ask_to_stop() { pause_.stop(); }
  void stop() {
    ask_to_stop();
    if (thread_.joinable()) thread_.join();
  }

 private:
  void run();
  milliseconds look(curl::RemoteSession& session);
  std::vector<std::string> settled(const std::vector<curl::RemoteFile>& files,
                                   Clock::time_point now);
  void take(curl::RemoteSession& session, const std::vector<std::string>& names);
  std::vector<Fetched> fetch(curl::RemoteSession& session, const std::vector<std::string>& names);
  void hand_in_all(curl::RemoteSession& session, std::vector<Fetched> batch);
  void clear_away(curl::RemoteSession& session, const std::string& name);
  std::string path_of(const std::string& name) const { return server_.fetch_from + '/' + name; }
  void say(Notice::Level level, std::string what, std::string mend) const {
    tell_({level, channel_name(server_.kind), server_.partner, std::move(what), std::move(mend)});
  }

  curl::RemoteServer server_;
  Intake& intake_;
  spool::SpoolSettings spool_;
  Tell tell_;
  Pause pause_;
  std::map<std::string, Seen> seen_;
  milliseconds not_before_{0};  ///< what the intake asked for
  std::thread thread_;
};

void Line::run() {
  std::minstd_rand random{std::random_device{}()};
  int failures = 0;
  milliseconds next{0};
  curl::RemoteSession session(server_, &pause_.flag());
  while (pause_.wait(next)) {
    try {
      next = std::max(look(session), std::exchange(not_before_, milliseconds(0)));
      if (failures > 0) say(Notice::Level::info, server_.host + " can be reached again", "");
      failures = 0;
    } catch (const curl::RemoteError& failure) {
      if (pause_.stopped()) return;
      if (failures++ == 0) say(Notice::Level::warning, failure.what(), failure.mend());
      next = server_.every * std::min(1 << std::min(failures, 4), kBackOffMax);
    } catch (const std::system_error& failure) {
      say(Notice::Level::error, failure.what(), "check the disk of the spool folder");
      next = server_.every;
    }
    next = jittered(next, random);
  }
}

/// One look at the folder over there. Returns when the next one is due.
milliseconds Line::look(curl::RemoteSession& session) {
  const Clock::time_point now = Clock::now();
  const std::vector<std::string> names = settled(session.list(server_.fetch_from), now);
  for (std::size_t at = 0; at < names.size() && !pause_.stopped(); at += kBatchMax) {
    const auto first = names.begin() + static_cast<std::ptrdiff_t>(at);
    const auto last =
        names.begin() + static_cast<std::ptrdiff_t>(std::min(at + kBatchMax, names.size()));
    take(session, {first, last});
    if (not_before_.count() > 0) break;
  }
  const bool waits = std::any_of(seen_.begin(), seen_.end(), [&](const auto& file) {
    return !file.second.taken && !file.second.refused;
  });
  return waits ? std::min(server_.every, std::max(server_.settle, milliseconds(20)))
               : server_.every;
}

/// The files that have not changed for long enough.
std::vector<std::string> Line::settled(const std::vector<curl::RemoteFile>& files,
                                       Clock::time_point now) {
  std::map<std::string, Seen> seen;
  std::vector<std::string> names;
  for (const curl::RemoteFile& file : files) {
    const bool wanted = server_.files.empty() || is_one_of(server_.files, file.name);
    if (!wanted || is_partial_name(file.name) || seen.size() == kSeenMax) continue;
    Seen& entry = seen[file.name];
    const auto before = seen_.find(file.name);
    if (before != seen_.end() && before->second.mark == file.mark)
      entry = before->second;
    else
      entry = {file.mark, now};
    if (!entry.refused && now >= entry.since + server_.settle) names.push_back(file.name);
  }
  seen_ = std::move(seen);
  return names;
}

void Line::take(curl::RemoteSession& session, const std::vector<std::string>& names) {
  std::vector<Fetched> batch = fetch(session, names);
  if (batch.empty()) return;
  // What changed while it was being fetched may be half of this and half of that.
  std::map<std::string, std::string> marks;
  for (curl::RemoteFile& file : session.list(server_.fetch_from))
    marks.emplace(std::move(file.name), std::move(file.mark));
  std::erase_if(batch, [&](const Fetched& file) {
    const auto mark = marks.find(file.name);
    return mark == marks.end() || mark->second != seen_[file.name].mark;
  });
  hand_in_all(session, std::move(batch));
}

std::vector<Fetched> Line::fetch(curl::RemoteSession& session,
                                 const std::vector<std::string>& names) {
  std::vector<Fetched> batch;
  for (const std::string& name : names) {
    Seen& entry = seen_[name];
    if (entry.taken) {
      clear_away(session, name);
      continue;
    }
    std::optional<spool::Payload> bytes = session.fetch(path_of(name), spool_);
    if (bytes) {
      batch.push_back({name, std::move(*bytes)});
      continue;
    }
    entry.refused = true;
    say(Notice::Level::warning,
        path_of(name) + " is larger than the " + std::to_string(server_.bytes_max) +
            " bytes allowed and stays where it is",
        "let the partner send it in parts, or raise `bytes_max`");
  }
  return batch;
}

void Line::hand_in_all(curl::RemoteSession& session, std::vector<Fetched> batch) {
  std::vector<std::pair<std::string, std::future<Outcome>>> waiting;
  for (Fetched& file : batch) {
    Delivery delivery;
    delivery.channel = channel_name(server_.kind);
    delivery.partner = server_.partner;
    delivery.key =
        path_of(file.name) + '|' + std::to_string(file.bytes.size()) + '|' + file.bytes.sha256();
    delivery.facts = {
        {"server", server_.host}, {"file", path_of(file.name)}, {"listing", seen_[file.name].mark}};
    if (!session.host_key().empty()) delivery.facts.emplace_back("host_key", session.host_key());
    delivery.contents.push_back({std::move(file.bytes), file.name, ""});
    waiting.emplace_back(file.name, hand_in(intake_, std::move(delivery)));
  }
  // All are waited for before the wire is used again: each commit covers many.
  std::vector<std::string> taken;
  for (auto& [name, outcome] : waiting) {
    const Outcome became = outcome.get();
    if (const auto* not_taken = std::get_if<NotTaken>(&became))
      not_before_ = std::max<milliseconds>(not_before_, not_taken->retry_after);
    else
      taken.push_back(name);
  }
  for (const std::string& name : taken) seen_[name].taken = true;
  for (const std::string& name : taken) clear_away(session, name);
}

/// The file is ours. Where it cannot be moved or removed over there it is tried again at the next
/// look, and not fetched again.
void Line::clear_away(curl::RemoteSession& session, const std::string& name) {
  if (server_.move_to.empty()) {
    session.remove(path_of(name));
  } else if (const std::string to = server_.move_to + '/' + name;
             !session.rename(path_of(name), to)) {
    // Most likely one of its name is there from another day.
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    const auto stamp = std::chrono::duration_cast<milliseconds>(now).count();
    if (!session.rename(path_of(name), to + '.' + std::to_string(stamp)))
      throw curl::RemoteError("cannot move " + path_of(name) + " to " + server_.move_to,
                              "check that the folder is there and that the user may write to it");
  }
  seen_.erase(name);
}

}  // namespace

class RemotePoller::Work : public Lines<curl::RemoteServer, Line> {
  using Lines::Lines;
};

RemotePoller::RemotePoller(std::vector<curl::RemoteServer> servers, Intake& intake,
                           spool::SpoolSettings spool, Tell tell)
    : work_(std::make_unique<Work>(std::move(servers),
                                   [&intake, spool = std::move(spool), tell = std::move(tell)](
                                       const curl::RemoteServer& server) -> std::unique_ptr<Line> {
                                     if (server.fetch_from.empty()) return nullptr;
                                     return std::make_unique<Line>(server, intake, spool, tell);
                                   })) {}

RemotePoller::~RemotePoller() {
  stop();
}

void RemotePoller::start() {
  work_->start();
}

void RemotePoller::use(std::vector<curl::RemoteServer> servers) {
  work_->use(std::move(servers));
}

void RemotePoller::stop() {
  work_->stop();
}

}  // namespace weighbridge::receive
