#include "gateway/serve/ledger_signer.hpp"

#include <system_error>
#include <utility>

#include "gateway/intake/configuration.hpp"
#include "gateway/intake/wall_clock.hpp"
#include "store/ledger_proof.hpp"

namespace weighbridge::serve {

LedgerSigner::LedgerSigner(store::Store& store, std::optional<cases::SigningKey> key,
                           std::chrono::seconds every, Complain complain)
    : store_(store), key_(std::move(key)), every_(every), complain_(std::move(complain)) {}

LedgerSigner::~LedgerSigner() {
  stop();
}

void LedgerSigner::start() {
  if (key_ && !thread_.joinable()) thread_ = std::thread([this] { run(); });
}

void LedgerSigner::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void LedgerSigner::run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    sign();
    lock.lock();
    wake_.wait_for(lock, every_, [this] { return stopping_; });
  }
}

void LedgerSigner::sign() {
  if (!key_) return;
  try {
    store_.write([this](store::Writer& writer) {
      if (writer.ledger_head().count != 0)
        store::sign_checkpoint(writer, *key_, intake::wall_clock());
    });
  } catch (const store::StoreError& failure) {
    complain_(std::string("the ledger's head was not signed: ") + failure.what());
  }
}

std::optional<cases::VerifierKey> LedgerSigner::verifier() const {
  if (!key_) return std::nullopt;
  return key_->verifier();
}

std::optional<cases::SigningKey> read_signing_key(const std::string& file,
                                                  std::vector<TableError>& errors) {
  constexpr const char* kMend = "make one with `weighbridge ledger keygen`, for us alone to read";
  if (file.empty()) return std::nullopt;
  try {
    const std::string text = intake::read_whole(file);
    auto key = cases::SigningKey::parse(text.substr(0, text.find_first_of("\r\n")));
    if (!key) errors.push_back({file, 0, 0, "holds no signing key", kMend});
    return key;
  } catch (const std::system_error& failure) {
    errors.push_back({file, 0, 0, "cannot be read: " + failure.code().message(), kMend});
    return std::nullopt;
  }
}

}  // namespace weighbridge::serve
