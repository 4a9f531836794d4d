// Reads, judges and records what the intake took: one message, one transaction. What time alone
// changes is judged again on a schedule.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cases/casework/routing.hpp"
#include "gateway/spool/payload.hpp"
#include "mappings/reader/reader.hpp"
#include "matching/policy.hpp"
#include "store/store.hpp"

namespace weighbridge::pipeline {

/// Which channel brings a partner what answers its messages.
struct AnswerRoute {
  std::string partner;  ///< by its partner file
  std::string channel;  ///< as2, folder, sftp, ftps, http; empty: kept to be fetched
};

/// What a reload swaps, whole. Shared and never changed.
struct ProcessingSetup {
  std::shared_ptr<const ReaderTables> tables;
  matching::Policy policy = matching::standard_policy();
  std::string policy_text;
  /// Who gets the answer to an interchange of `sender` ("ZZ:ACME" or "ACME") that came from
  /// `partner` by `channel`; both may be empty. Where it is empty, the answer takes the way back.
  std::function<AnswerRoute(const std::string& partner, const std::string& channel,
                            const std::string& sender)>
      route{};
  /// Partners whose section `erp` says how a message of `kind` is pushed, by name.
  std::function<std::vector<std::string>(std::string_view kind)> pushed_to{};
  /// Who gets a case that is triaged (docs/operating/cases.md); empty rows: nobody by itself.
  std::vector<cases::RoutingRow> routing{};
};

struct WorkerSettings {
  spool::SpoolSettings spool;                     ///< where large messages lie while they are read
  std::chrono::milliseconds poll{1000};           ///< looks for work at least so often
  std::chrono::seconds judge_time{60};            ///< how often what time changes is judged
  std::chrono::seconds answer_within{24 * 3600};  ///< when an acknowledgment of ours is overdue
  /// How long bytes are kept for which nothing is left to do; 0: for ever. What they were, their
  /// size and hash stay.
  std::chrono::seconds keep_bytes{0};
  std::function<Instant()> clock{};  ///< empty: the wall clock
  /// Told of what a person should know of: one line, without payloads.
  std::function<void(const std::string& what)> complain{};
  /// Called after each commit that put something into the outbox.
  std::function<void()> decided{};
  std::string actor = "weighbridge serve";  ///< in the ledger
  /// A file that says which message is worked on, so that one that ends the process is not the
  /// first to be worked on again; empty: none.
  std::string under_way{};
};

struct WorkerState {
  std::uint64_t messages = 0, documents = 0, quarantined = 0,
                failed_tries = 0;  ///< since the start
};

class Worker {
 public:
  /// `store` must outlive it.
  Worker(store::Store& store, std::shared_ptr<const ProcessingSetup> setup,
         WorkerSettings settings);
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  void start();
  /// Ends what is under way and waits for it. Idempotent.
  void stop();
  /// There may be work. From any thread.
  void wake();
  /// From the next message on.
  void reload(std::shared_ptr<const ProcessingSetup> setup);
  WorkerState state() const;

  /// Does everything that is due now on the calling thread, and returns how many messages that
  /// were. Not while it is started: for tests, benchmarks and the command line.
  std::size_t run_due();

 private:
  struct Inner;
  std::unique_ptr<Inner> inner_;
};

/// Puts a message back to work: its kept bytes are read again by today's maps. What of it took
/// effect already stays as it is. Nothing when all is well, else why not (one line).
std::optional<std::string> replay(store::Store& store, const std::string& message,
                                  const std::string& who, Instant now);

/// Closes a quarantined document with a reason (M-20.1). Nothing when all is well, else why not.
std::optional<std::string> ignore(store::Store& store, std::uint64_t document,
                                  const std::string& who, const std::string& reason, Instant now);

}  // namespace weighbridge::pipeline
