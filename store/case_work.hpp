// The part of the store that keeps what people do with cases, and what is held because of them.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cases/case.hpp"
#include "cases/casework/case_work.hpp"
#include "cases/holds.hpp"
#include "parsers/byte_source.hpp"
#include "store/judged.hpp"

namespace weighbridge::store {

/// What time does to a case: worked out from its history and kept to find and order cases by.
struct CaseClock {
  std::optional<Instant> resolve_due;  ///< when its time to resolve is used up; M-16.6 orders by it
  bool money_date = false;             ///< M-16.5
  std::optional<Instant> look_at;      ///< when time may change it next; nothing: never
  bool operator==(const CaseClock&) const = default;
};

/// An answer that was given to a request with an Idempotency-Key.
struct AnsweredRequest {
  std::string caller, key;
  std::string sha256;  ///< of what was asked
  unsigned status = 0;
  std::string body;
  Instant at{};
  bool operator==(const AnsweredRequest&) const = default;
};

class CaseWorkReader {
 public:
  virtual ~CaseWorkReader() = default;
  /// Empty for a case that nobody has worked yet.
  virtual cases::CaseWork case_work(std::string_view case_id) = 0;
  /// Whether a proposal of the case is open, approved or being carried out.
  virtual bool has_current_proposal(std::string_view case_id) = 0;
  virtual bool attachment_bytes(std::string_view case_id, std::uint32_t attachment,
                                const std::function<void(std::string_view)>& visit) = 0;
  /// What `person` approved for `supplier` since `since`, of all cases, as long as it counts.
  virtual std::vector<cases::Approval> approvals_by(std::string_view person,
                                                    std::string_view supplier, Instant since) = 0;

  /// By number. Of these owners (matching/parts/links.hpp), released ones too.
  virtual std::vector<cases::Hold> holds_of(const Words& owners) = 0;
  /// Of these discrepancies.
  virtual std::vector<cases::Hold> holds_for(const std::vector<std::string>& discrepancies) = 0;
  virtual std::vector<cases::Hold> holds() = 0;
  /// On one document of a supplier; empty for stock's.
  virtual std::vector<cases::Hold> holds_on(std::string_view supplier,
                                            std::string_view document) = 0;

  virtual CaseClock case_clock(std::string_view case_id) = 0;
  /// Cases that time may have changed, the longest due first.
  virtual std::vector<std::string> cases_to_look_at(Instant now, std::size_t limit) = 0;
  /// Cases with a pending effect whose outbound message was delivered or given up.
  virtual std::vector<std::string> cases_with_news(std::size_t limit) = 0;
  /// Cases that were merged into this one.
  virtual std::vector<cases::Case> merged_into(std::string_view case_id) = 0;
  /// Of the supplier with one of these codes, opened since, the newest first.
  virtual std::vector<cases::Case> earlier_cases(std::string_view supplier,
                                                 const std::vector<std::string>& codes,
                                                 Instant since, std::size_t limit) = 0;

  virtual std::optional<AnsweredRequest> answered(std::string_view caller,
                                                  std::string_view key) = 0;
};

class CaseWorkWriter {
 public:
  virtual ~CaseWorkWriter() = default;
  /// Adds and replaces; nothing is ever taken away, but the approvals of a proposal are put as they
  /// are. `work.states` is not looked at: put_case() keeps that. Attachments are left out: their
  /// bytes come with add_attachment().
  virtual void put_case_work(std::string_view case_id, const cases::CaseWork& work) = 0;
  virtual void add_attachment(std::string_view case_id, const cases::CaseAttachment& attachment,
                              ByteSource& bytes) = 0;
  /// Adds a hold without number, and gives it one; replaces the release of one that has a number.
  virtual cases::Hold put_hold(const cases::Hold& hold) = 0;
  virtual void put_case_clock(std::string_view case_id, const CaseClock& clock) = 0;
  virtual void put_answered(const AnsweredRequest& request) = 0;
  /// Forgets answers from before `before`, at most `limit`.
  virtual void forget_answered(Instant before, std::size_t limit) = 0;
};

}  // namespace weighbridge::store
