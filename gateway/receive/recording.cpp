#include "gateway/receive/recording.hpp"

#include <algorithm>
#include <set>

#include "cases/journal.hpp"
#include "gateway/deliver/outbox_pump.hpp"

namespace weighbridge::receive {

namespace {

// No store keeps less.
constexpr std::uint64_t kAlwaysKept = 1ULL << 20U;

cases::Act act_of(const Delivery& delivery, Instant now) {
  cases::Act act;
  act.at = now;
  act.actor = delivery.user.empty() ? "weighbridge serve" : delivery.user;
  act.role = "integration";
  return act;
}

/// Where a message came from, in one word: "as2/ACME/orders.edi".
std::string source_of(const Delivery& delivery, const Content& content) {
  std::string source = delivery.channel;
  if (!delivery.partner.empty()) source += "/" + delivery.partner;
  if (!content.file_name.empty()) source += "/" + content.file_name;
  return source;
}

store::StoredDelivery row_of(const Delivery& delivery, Instant now) {
  store::StoredDelivery row;
  row.channel = delivery.channel;
  row.partner = delivery.partner;
  row.user = delivery.user;
  row.key = delivery.key;
  row.facts = delivery.facts;
  row.answer = delivery.answer;
  row.received_at = now;
  if (const auto& refused = delivery.refused)
    row.refused = {refused->error_class, refused->code, refused->message, refused->mend};
  return row;
}

/// Whether something of a message that is known waits for a better copy or a better day.
bool has_failed(const store::Job& job, store::Reader& reader) {
  if (job.state == store::JobState::failed) return true;
  const auto documents = reader.documents_of(job.message);
  return std::any_of(documents.begin(), documents.end(), [](const auto& document) {
    return document.state == store::DocumentState::quarantined;
  });
}

class Recording {
 public:
  Recording(const Delivery& delivery, Instant now, store::Writer& writer)
      : delivery_(delivery), now_(now), writer_(writer), act_(act_of(delivery, now)) {}

  Recorded run() {
    if (!delivery_.key.empty() && !delivery_.refused) {
      if (const auto first =
              writer_.delivery_of(delivery_.channel, delivery_.partner, delivery_.key))
        return repeat(*first);
    }
    store::StoredDelivery row = row_of(delivery_, now_);
    bool news = delivery_.contents.empty() || delivery_.refused;
    for (const Content& content : delivery_.contents) {
      news |= keep(content);
      row.files.push_back({content.bytes.sha256(), content.file_name, content.content_type});
      recorded_.taken.messages.push_back(content.bytes.sha256());
    }
    const std::string id = store::delivery_id(add(row));
    if (delivery_.refused) tell_refusal(id);
    for (deliver::Outbound effect : delivery_.effects) {
      effect.in_answer_to = id;
      deliver::put_outbound(writer_, effect, now_);
      recorded_.work = true;
    }
    recorded_.taken.delivery = id;
    recorded_.taken.repeated = !news;
    recorded_.taken.answer = delivery_.answer;
    return std::move(recorded_);
  }

 private:
  std::uint64_t add(const store::StoredDelivery& row) {
    if (!delivery_.as_received) return writer_.add_delivery(row);
    const auto bytes = delivery_.as_received->open();
    return writer_.add_delivery(row, bytes.get());
  }

  /// The log gains a row, nothing else changes. An asynchronous answer that was asked for again is
  /// sent again, as it was.
  Recorded repeat(const store::StoredDelivery& first) {
    store::StoredDelivery row = row_of(delivery_, now_);
    row.repeats = first.number;
    row.files = first.files;
    row.answer.clear();
    writer_.add_delivery(row);
    recorded_.taken = repetition_of(first);
    store::OutboundFilter sent;
    sent.in_answer_to = recorded_.taken.delivery;
    sent.channel = "mdn";
    for (store::StoredOutbound& answer : writer_.outbox(sent)) {
      if (answer.state == store::OutboundState::waiting) continue;
      answer.state = store::OutboundState::waiting;
      answer.tries = 0;
      answer.due = now_;
      writer_.update_outbound(answer);
      recorded_.work = true;
    }
    return std::move(recorded_);
  }

  /// Keeps a message and its job; false when it came before and all is well with it.
  bool keep(const Content& content) {
    const std::string& id = content.bytes.sha256();
    const std::string source = source_of(delivery_, content);
    const auto bytes = content.bytes.open();
    if (writer_.add_message({id, source, content.bytes.size(), now_}, bytes.get())) {
      require_kept(content);
      writer_.append(cases::message_accepted(act_, id, source, content.bytes.size()));
    }
    if (delivery_.refused) return false;
    const std::optional<store::Job> known = writer_.job(id);
    if (known && (known->state == store::JobState::waiting || !has_failed(*known, writer_))) {
      acknowledge_again(id);
      return false;
    }
    store::Job job;
    job.message = id;
    job.since = now_;
    job.due = now_;
    job.partition = store::partition_of(SupplierId(id), PoNumber());
    writer_.put_job(job);
    recorded_.work = true;
    return true;
  }

  /// Nobody is thanked for what the store is too small for.
  void require_kept(const Content& content) {
    if (content.bytes.size() <= kAlwaysKept) return;
    const auto kept = writer_.monitored(content.bytes.sha256());
    if (kept && kept->bytes_kept) return;
    throw store::StoreError(store::StoreError::Kind::other,
                            "a message of " + std::to_string(content.bytes.size()) +
                                " bytes is larger than what the store keeps; raise "
                                "store.message_bytes_max");
  }

  /// Who sends the same once more may have missed the answer: each of them goes out again (M-3.2),
  /// under a new id, for a receiver passes over an id that it knows.
  void acknowledge_again(const std::string& message) {
    store::OutboundFilter answers;
    answers.in_answer_to = message;
    const std::vector<store::StoredOutbound> rows = writer_.outbox(answers);
    std::set<std::string> done;  // answers by their bytes; what still waits is on its way
    for (const store::StoredOutbound& row : rows)
      if (row.state == store::OutboundState::waiting) done.insert(row.sha256);
    for (const store::StoredOutbound& row : rows) {
      if (row.state == store::OutboundState::held || !done.insert(row.sha256).second) continue;
      std::string bytes;
      if (!writer_.outbound_bytes(row.id, [&](std::string_view piece) { bytes += piece; }))
        continue;
      deliver::Outbound again{
          {},      row.channel,      row.partner, row.kind, row.file_name, row.content_type,
          row.url, row.in_answer_to, {},          0};
      again.bytes = spool::Payload::of(std::move(bytes));
      deliver::put_outbound(writer_, again, now_);
      recorded_.work = true;
    }
  }

  void tell_refusal(const std::string& id) {
    const Refused& refused = *delivery_.refused;
    writer_.append(cases::happened(act_, "delivery.refused", id,
                                   cases::CanonicalObject()
                                       .text("channel", delivery_.channel)
                                       .text("class", refused.error_class)
                                       .text("code", refused.code)
                                       .text("partner", delivery_.partner),
                                   refused.message));
  }

  const Delivery& delivery_;
  const Instant now_;
  store::Writer& writer_;
  const cases::Act act_;
  Recorded recorded_;
};

}  // namespace

Recorded record(const Delivery& delivery, Instant now, store::Writer& writer) {
  return Recording(delivery, now, writer).run();
}

Taken repetition_of(const store::StoredDelivery& first) {
  Taken taken;
  taken.delivery = store::delivery_id(first.number);
  for (const store::DeliveredFile& file : first.files) taken.messages.push_back(file.message);
  taken.repeated = true;
  taken.answer = first.answer;
  return taken;
}

}  // namespace weighbridge::receive
