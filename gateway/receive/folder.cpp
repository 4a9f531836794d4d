#include "gateway/receive/folder.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <exception>
#include <map>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "gateway/receive/file_names.hpp"
#include "gateway/receive/folder_answers.hpp"
#include "gateway/receive/folder_files.hpp"

namespace weighbridge::receive {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

/// Deliveries at the intake at once: enough for it to commit many together.
constexpr std::size_t kAtIntakeMax = 64;
/// Names of one folder that are looked at in one round; the others are found by the next.
constexpr std::size_t kSeenMax = 10'000;
constexpr milliseconds kRescanWithoutEvents{2000};
constexpr milliseconds kAfterTrouble{5000};
constexpr std::chrono::seconds kStopWait{30};
constexpr milliseconds kCleanPauseMax{600'000};
constexpr std::size_t kCleanedAtOnce = 1000;

constexpr std::uint32_t kEvents = IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_ONLYDIR;

/// A file in in/ that may be whole one day.
struct Seen {
  FileState state;
  Clock::time_point since;  ///< when it was first seen like this
  Clock::time_point due;    ///< when it is looked at again
  bool moved_in = false;    ///< it came under its name by a rename: whole
};

/// A file in working/.
struct Claimed {
  bool at_intake = false;
  FileState state;        ///< as it was read, when it is at the intake
  Clock::time_point due;  ///< when it is handed in (again)
  std::string missing;    ///< what a torn file lacks: it is kept and refused
};

struct Watched {
  DropFolder rules;
  std::optional<FolderFiles> files;
  int watch = -1;
  bool leaving = false;  ///< no longer configured: nothing new is claimed
  std::map<std::string, Seen> seen;
  std::map<std::string, Claimed> claimed;
  Clock::time_point next_scan{}, next_clean{};
};

}  // namespace

class FolderReceiver::Work {
 public:
  Work(std::vector<DropFolder> folders, Intake& intake, spool::SpoolSettings spool, Tell tell)
      : wanted_(std::move(folders)),
        intake_(intake),
        spool_(std::move(spool)),
        tell_(std::move(tell)),
        events_(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {}

  void start() {
    if (!thread_.joinable()) thread_ = std::thread([this] { run(); });
  }
  void use(std::vector<DropFolder> folders) {
    {
      const std::scoped_lock lock(mutex_);
      wanted_ = std::move(folders);
    }
    answers_->wake();
  }
  void stop() {
    {
      const std::scoped_lock lock(mutex_);
      stopping_ = true;
    }
    answers_->wake();
    if (thread_.joinable()) thread_.join();
  }

 private:
  void run();
  bool is_stopping();
  void take_up_configuration();
  void leave(Watched& folder);
  void open(Watched& folder, Clock::time_point now);
  void read_events(Clock::time_point now);
  void event(const inotify_event& event, std::string_view name, Clock::time_point now);
  void scan(Watched& folder, Clock::time_point now);
  void notice_file(Watched& folder, const std::string& name, bool moved_in, Clock::time_point now);
  void look_through(Watched& folder, Clock::time_point now);
  bool consider(Watched& folder, const std::string& name, Seen& seen, Clock::time_point now);
  std::uint64_t bytes_max(const Watched& folder) const {
    return std::min(folder.rules.bytes_max, spool_.bytes_max);
  }
  void hand_in(Watched& folder, const std::string& name, Claimed& claimed, Clock::time_point now);
  void refuse(Watched& folder, const std::string& name, const Reason& reason,
              std::optional<spool::Payload> bytes = {});
  void clean(Watched& folder, Clock::time_point now);
  void take_answers(Clock::time_point now);
  void answered(Watched& folder, const std::string& name, const Outcome& outcome,
                Clock::time_point now);
  void wait(Clock::time_point now, bool stopping);
  Clock::time_point next_due(Clock::time_point now) const;
  void say(Notice::Level level, const Watched& folder, std::string what, std::string mend = {}) {
    tell_({level, "folder", folder.rules.partner, std::move(what), std::move(mend)});
  }
  void trouble(Watched& folder, const std::exception& failure, Clock::time_point now);

  std::mutex mutex_;
  std::optional<std::vector<DropFolder>> wanted_;  ///< a configuration not yet taken up
  bool stopping_ = false;

  Intake& intake_;
  spool::SpoolSettings spool_;
  Tell tell_;
  spool::Descriptor events_;
  std::shared_ptr<FolderAnswers> answers_ = std::make_shared<FolderAnswers>();
  std::map<std::string, Watched> folders_;  ///< by path
  std::size_t at_intake_ = 0;
  Clock::time_point paused_until_{};  ///< the intake has no room
  std::thread thread_;
};

void FolderReceiver::Work::run() {
  Clock::time_point give_up = Clock::time_point::max();
  while (true) {
    const Clock::time_point now = Clock::now();
    const bool stopping = is_stopping();
    if (stopping && give_up == Clock::time_point::max()) give_up = now + kStopWait;
    if (stopping && (at_intake_ == 0 || now > give_up)) return;
    take_answers(now);
    if (!stopping) {
      take_up_configuration();
      read_events(now);
      for (auto& [path, folder] : folders_) {
        try {
          if (!folder.files) open(folder, now);
          if (folder.files && now >= folder.next_scan) scan(folder, now);
          if (folder.files) look_through(folder, now);
          if (folder.files && now >= folder.next_clean) clean(folder, now);
        } catch (const std::exception& failure) {
          trouble(folder, failure, now);
        }
      }
    }
    wait(Clock::now(), stopping);
  }
}

bool FolderReceiver::Work::is_stopping() {
  const std::scoped_lock lock(mutex_);
  return stopping_;
}

void FolderReceiver::Work::take_up_configuration() {
  std::optional<std::vector<DropFolder>> wanted;
  {
    const std::scoped_lock lock(mutex_);
    wanted = std::exchange(wanted_, std::nullopt);
  }
  if (wanted) {
    for (auto& [path, folder] : folders_) folder.leaving = true;
    for (DropFolder& rules : *wanted) {
      Watched& folder = folders_[rules.path.string()];
      folder.rules = std::move(rules);
      folder.leaving = false;
      folder.next_scan = {};
    }
  }
  for (auto it = folders_.begin(); it != folders_.end();) {
    const bool is_busy = std::any_of(it->second.claimed.begin(), it->second.claimed.end(),
                                     [](const auto& file) { return file.second.at_intake; });
    if (it->second.leaving && !is_busy) {
      leave(it->second);
      it = folders_.erase(it);
    } else {
      ++it;
    }
  }
}

void FolderReceiver::Work::leave(Watched& folder) {
  if (folder.watch >= 0) ::inotify_rm_watch(events_.get(), folder.watch);
  folder.watch = -1;
}

/// Opens the folder, watches it, and takes up again what a crash left in working/.
void FolderReceiver::Work::open(Watched& folder, Clock::time_point now) {
  if (now < folder.next_scan || folder.leaving) return;
  folder.files.emplace(folder.rules.path.string());
  const std::string in = folder.rules.path.string() + "/in";
  folder.watch = ::inotify_add_watch(events_.get(), in.c_str(), kEvents);
  if (folder.watch < 0)
    say(Notice::Level::warning, folder,
        "cannot watch " + in + ": " + std::system_category().message(errno),
        "raise fs.inotify.max_user_watches; until then the folder is looked through every two "
        "seconds");
  folder.files->list_working([&](const std::string& name) {
    folder.claimed.try_emplace(name);
    return true;
  });
  folder.next_scan = {};
}

void FolderReceiver::Work::read_events(Clock::time_point now) {
  alignas(inotify_event) std::array<char, 64U << 10U> room{};
  while (true) {
    const ssize_t n = ::read(events_.get(), room.data(), room.size());
    if (n <= 0) return;
    for (std::size_t at = 0; at < static_cast<std::size_t>(n);) {
      inotify_event head{};
      std::copy_n(room.data() + at, sizeof head, reinterpret_cast<char*>(&head));
      const char* name = room.data() + at + sizeof head;
      event(head, head.len == 0 ? std::string_view() : std::string_view(name), now);
      at += sizeof head + head.len;
    }
  }
}

void FolderReceiver::Work::event(const inotify_event& event, std::string_view name,
                                 Clock::time_point now) {
  for (auto& [path, folder] : folders_) {
    if ((event.mask & IN_Q_OVERFLOW) != 0) folder.next_scan = now;  // some were lost
    if (folder.watch != event.wd || folder.watch < 0) continue;
    if ((event.mask & IN_IGNORED) != 0) {  // in/ itself was removed: opened anew by the next scan
      folder.watch = -1;
      folder.next_scan = now;
    } else if (!name.empty()) {
      notice_file(folder, std::string(name), (event.mask & IN_MOVED_TO) != 0, now);
    }
  }
}

/// What inotify did not tell: what was there before, what it had no room for.
void FolderReceiver::Work::scan(Watched& folder, Clock::time_point now) {
  if (!folder.files->is_current()) {
    leave(folder);
    folder.seen.clear();
    folder.files.reset();
    folder.next_scan = now;
    return open(folder, now);
  }
  bool all = true;
  folder.files->list_in([&](const std::string& name) {
    all = folder.seen.size() < kSeenMax;
    if (all) notice_file(folder, name, false, now);
    return all;
  });
  const milliseconds pause =
      folder.watch >= 0 ? folder.rules.rescan : std::min(folder.rules.rescan, kRescanWithoutEvents);
  folder.next_scan = now + (all ? pause : std::min(pause, kRescanWithoutEvents));
}

void FolderReceiver::Work::notice_file(Watched& folder, const std::string& name, bool moved_in,
                                       Clock::time_point now) {
  if (folder.leaving || is_partial_name(name) || is_one_of(folder.rules.ignore, name)) return;
  if (folder.seen.size() >= kSeenMax) {
    folder.next_scan = std::min(folder.next_scan, now + kRescanWithoutEvents);
    return;
  }
  const auto [found, is_new] = folder.seen.try_emplace(name);
  Seen& seen = found->second;
  if (is_new) seen.since = seen.due = now;
  if (moved_in) {
    seen.moved_in = true;
    seen.due = now;
  }
}

void FolderReceiver::Work::look_through(Watched& folder, Clock::time_point now) {
  for (auto& [name, claimed] : folder.claimed) {
    if (at_intake_ >= kAtIntakeMax || now < paused_until_) return;
    if (!claimed.at_intake && now >= claimed.due) hand_in(folder, name, claimed, now);
  }
  std::erase_if(folder.claimed, [](const auto& file) {  // refused: it is in error/
    return !file.second.at_intake && file.second.due == Clock::time_point::max();
  });
  for (auto it = folder.seen.begin(); it != folder.seen.end();) {
    if (at_intake_ >= kAtIntakeMax || now < paused_until_ || folder.leaving) return;
    if (now < it->second.due || !consider(folder, it->first, it->second, now))
      ++it;
    else
      it = folder.seen.erase(it);
  }
}

/// What is in done/ is in the store as well; it is kept for whoever wants to look at it.
void FolderReceiver::Work::clean(Watched& folder, Clock::time_point now) {
  const milliseconds keep = folder.rules.keep_done;
  folder.next_clean = now + std::clamp(keep / 10, milliseconds(200), kCleanPauseMax);
  if (keep.count() == 0) return;
  const auto before = std::chrono::system_clock::now() - keep;
  if (folder.files->clean_done(before, kCleanedAtOnce) == kCleanedAtOnce) folder.next_clean = now;
}

/// True when nothing is to be waited for any more: it is claimed, refused, gone or none of ours.
bool FolderReceiver::Work::consider(Watched& folder, const std::string& name, Seen& seen,
                                    Clock::time_point now) {
  const std::optional<FileState> state = folder.files->look_in(name);
  if (!state) return true;
  if (state->type == FileState::Type::folder) return true;
  const bool is_file = state->type == FileState::Type::regular;
  if (!seen.state.same_bytes(*state)) {
    seen.state = *state;
    seen.since = now;
  }
  const auto settled = seen.since + folder.rules.settle;
  if (is_file && !seen.moved_in && now < settled) {
    seen.due = settled;
    return false;
  }
  std::string missing;
  if (is_file && state->size > 0) missing = folder.files->missing_end_of(name, state->size);
  const bool looks_whole = missing.empty() && state->size > 0;
  if (is_file && !looks_whole && now < seen.since + folder.rules.patience) {
    seen.due = now + std::max(folder.rules.settle, milliseconds(100));
    return false;
  }
  if (!folder.files->claim(name)) {
    seen.due = now + std::max(folder.rules.settle, milliseconds(100));
    return !folder.files->look_in(name).has_value();
  }
  Claimed& claimed = folder.claimed[name];
  claimed.missing = std::move(missing);
  hand_in(folder, name, claimed, now);
  return true;
}

void FolderReceiver::Work::hand_in(Watched& folder, const std::string& name, Claimed& claimed,
                                   Clock::time_point now) {
  claimed.due = now + kAfterTrouble;  // should what follows throw
  FileState state;
  Reason reason;
  std::optional<spool::Payload> bytes =
      folder.files->read(name, bytes_max(folder), spool_, state, reason);
  if (bytes && !claimed.missing.empty())
    reason = {
        "the file ends in the middle: " + claimed.missing + " is missing; the upload broke off",
        "send it again, best under a name such as NAME.part that is renamed at the end"};
  if (!bytes || !claimed.missing.empty()) {
    refuse(folder, name, reason, std::move(bytes));
    claimed.due = Clock::time_point::max();
    return;
  }
  Delivery delivery;
  delivery.channel = "folder";
  delivery.partner = folder.rules.partner;
  delivery.key = name + '|' + std::to_string(state.size) + '|' + std::to_string(state.modified_ns) +
                 '|' + bytes->sha256();
  delivery.facts = {{"file", folder.rules.path.string() + "/in/" + name},
                    {"bytes", std::to_string(state.size)},
                    {"modified_ns", std::to_string(state.modified_ns)}};
  delivery.contents.push_back({std::move(*bytes), name, ""});
  claimed.at_intake = true;
  claimed.state = state;
  ++at_intake_;
  intake_.take(std::move(delivery),
               [answers = answers_, path = folder.rules.path.string(), name](Outcome outcome) {
                 answers->add({path, name, std::move(outcome)});
               });
}

/// The partner finds the file and the reason in error/; the monitor has both as well.
void FolderReceiver::Work::refuse(Watched& folder, const std::string& name, const Reason& reason,
                                  std::optional<spool::Payload> bytes) {
  folder.files->refuse(name, reason);
  say(Notice::Level::warning, folder, name + " is refused: " + reason.why, reason.mend);
  Delivery delivery;
  delivery.channel = "folder";
  delivery.partner = folder.rules.partner;
  delivery.facts = {{"file", folder.rules.path.string() + "/error/" + name}};
  if (bytes) delivery.contents.push_back({std::move(*bytes), name, ""});
  delivery.refused = {"TRANSPORT", "FILE_REFUSED", reason.why, reason.mend};
  intake_.take(std::move(delivery), [](const Outcome&) {});
}

void FolderReceiver::Work::take_answers(Clock::time_point now) {
  for (const FolderAnswers::Answer& answer : answers_->take()) {
    --at_intake_;
    const auto folder = folders_.find(answer.folder);
    if (folder == folders_.end()) continue;
    try {
      answered(folder->second, answer.file, answer.outcome, now);
    } catch (const std::exception& failure) {
      trouble(folder->second, failure, now);
    }
  }
}

void FolderReceiver::Work::answered(Watched& folder, const std::string& name,
                                    const Outcome& outcome, Clock::time_point now) {
  const auto found = folder.claimed.find(name);
  if (found == folder.claimed.end()) return;
  Claimed& claimed = found->second;
  claimed.at_intake = false;
  if (const auto* not_taken = std::get_if<NotTaken>(&outcome)) {
    claimed.due = now + not_taken->retry_after;
    paused_until_ = std::max(paused_until_, claimed.due);
    return;
  }
  claimed.due = now + kAfterTrouble;
  const std::optional<FileState> state = folder.files->look_working(name);
  if (state && !state->same_bytes(claimed.state)) {
    // Somebody still had it open. What it holds now is another delivery, under another key.
    say(Notice::Level::warning, folder, name + " was written to after it had been taken",
        "let the partner upload under a name such as NAME.part and rename it at the end");
    claimed.due = now + folder.rules.settle;
    return;
  }
  if (state) folder.files->finish(name);
  folder.claimed.erase(found);
}

void FolderReceiver::Work::trouble(Watched& folder, const std::exception& failure,
                                   Clock::time_point now) {
  say(Notice::Level::error, folder, folder.rules.path.string() + ": " + failure.what(),
      "check the folder's permissions and its disk; it is tried again in five seconds");
  folder.next_scan = now + kAfterTrouble;
  for (auto& [name, seen] : folder.seen) seen.due = std::max(seen.due, now + kAfterTrouble);
}

Clock::time_point FolderReceiver::Work::next_due(Clock::time_point now) const {
  Clock::time_point due = now + std::chrono::seconds(60);
  for (const auto& [path, folder] : folders_) {
    due = std::min(due, folder.next_scan);
    if (at_intake_ >= kAtIntakeMax) continue;
    for (const auto& [name, seen] : folder.seen)
      due = std::min(due, std::max(seen.due, paused_until_));
    for (const auto& [name, claimed] : folder.claimed)
      if (!claimed.at_intake) due = std::min(due, std::max(claimed.due, paused_until_));
  }
  return due;
}

void FolderReceiver::Work::wait(Clock::time_point now, bool stopping) {
  const Clock::time_point due = stopping ? now + milliseconds(100) : next_due(now);
  const auto left = std::chrono::ceil<milliseconds>(std::max(due - now, Clock::duration::zero()));
  std::array<pollfd, 2> on{pollfd{answers_->descriptor(), POLLIN, 0},
                           pollfd{events_.get(), POLLIN, 0}};
  // While the intake is full, events wait in the kernel: they would only wake us in vain.
  const nfds_t count = at_intake_ >= kAtIntakeMax || stopping ? 1 : 2;
  ::poll(on.data(), count, static_cast<int>(left.count()));
}

FolderReceiver::FolderReceiver(std::vector<DropFolder> folders, Intake& intake,
                               spool::SpoolSettings spool, Tell tell)
    : work_(std::make_unique<Work>(std::move(folders), intake, std::move(spool), std::move(tell))) {
}

FolderReceiver::~FolderReceiver() {
  stop();
}

void FolderReceiver::start() {
  work_->start();
}

void FolderReceiver::use(std::vector<DropFolder> folders) {
  work_->use(std::move(folders));
}

void FolderReceiver::stop() {
  work_->stop();
}

}  // namespace weighbridge::receive
