// Signs the ledger's head from time to time, so that whoever keeps one can tell later that nothing
// before it was changed.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "cases/checkpoint.hpp"
#include "mappings/reader/table_text.hpp"
#include "store/store.hpp"

namespace weighbridge::serve {

class LedgerSigner {
 public:
  using Complain = std::function<void(const std::string& what)>;

  /// Without a key it does nothing. `store` must outlive it.
  LedgerSigner(store::Store& store, std::optional<cases::SigningKey> key,
               std::chrono::seconds every, Complain complain);
  ~LedgerSigner();
  LedgerSigner(const LedgerSigner&) = delete;
  LedgerSigner& operator=(const LedgerSigner&) = delete;

  /// Signs now, and then whenever the time is over and the ledger has grown.
  void start();
  /// Waits for what is being signed. Idempotent.
  void stop();
  /// Signs now, where there is a key and the ledger has grown. From any thread.
  void sign();
  /// What its heads are verified with; nothing without a key.
  std::optional<cases::VerifierKey> verifier() const;

 private:
  void run();

  store::Store& store_;
  const std::optional<cases::SigningKey> key_;
  const std::chrono::seconds every_;
  const Complain complain_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

/// The key of a file that `weighbridge ledger keygen` wrote; nothing when `file` is empty. What is
/// wrong with the file is added to `errors`.
std::optional<cases::SigningKey> read_signing_key(const std::string& file,
                                                  std::vector<TableError>& errors);

}  // namespace weighbridge::serve
