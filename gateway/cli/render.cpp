#include "gateway/cli/render.hpp"

#include <array>
#include <optional>
#include <string>
#include <system_error>

#include "gateway/cli/complaint.hpp"
#include "gateway/cli/opened_store.hpp"
#include "gateway/cli/reconciliation_file.hpp"
#include "gateway/intake/input_file.hpp"
#include "gateway/intake/wall_clock.hpp"
#include "mappings/canonical/json.hpp"
#include "mappings/render/edifact_recadv.hpp"
#include "mappings/render/x12_receiving_advice.hpp"

namespace weighbridge::cli {
namespace {

constexpr std::size_t kBytesMax = 256U << 20;  // a reconciliation is read whole

/// Reads the whole input; nothing when it is larger than anything that reconcile prints.
std::optional<std::string> whole_text(const std::string& path) {
  intake::InputFile input(path);
  std::string text;
  std::array<char, 1U << 16> room;
  while (const std::size_t n = input.read(room)) {
    text.append(room.data(), n);
    if (text.size() > kBytesMax) return std::nullopt;
  }
  return text;
}

bool is_edifact(MessageKind kind) {
  return kind == MessageKind::recadv || kind == MessageKind::comdis;
}

/// One message on its way from file to text.
class Rendering {
 public:
  Rendering(const RenderOptions& options, std::uint64_t control)
      : options_(options), control_(control), time_(options.as_of.value_or(intake::wall_clock())) {}

  Rendered<std::string> of(const std::string& text) const {
    switch (options_.kind) {
      case MessageKind::receiving_advice:
      case MessageKind::recadv:
        return of_receipt(text);
      case MessageKind::debit_memo:
      case MessageKind::comdis:
      case MessageKind::remittance:
        break;
    }
    const auto report = ReconciliationFile::parse(text);
    return report ? of_report(*report) : Rendered<std::string>(report.error());
  }

 private:
  Rendered<std::string> of_receipt(const std::string& text) const {
    Findings findings;
    const std::optional<Receipt> receipt = parse_receipt(text, findings);
    if (!receipt)
      return RenderRefusal(
          findings.empty() ? "is no receipt" : "is no receipt: " + findings.front().message,
          "give one receipt in JSON; inspect --format json shows those of a message");
    if (receipt->stage != Stage::received)
      return RenderRefusal("is no receipt of stage `received`",
                           "only what was received is told to a supplier");
    if (options_.kind == MessageKind::recadv)
      return render_recadv(parties(), stamp(), directory(), *receipt);
    return render_receiving_advice(envelope(), *receipt);
  }

  Rendered<std::string> of_report(const ReconciliationFile& report) const {
    const std::string number = std::to_string(control_);
    if (options_.kind == MessageKind::debit_memo) {
      const auto memo = report.debit_memo(options_.invoice, "DM-" + number);
      if (!memo) return memo.error();
      return render_debit_memo(envelope(), *memo);
    }
    if (options_.kind == MessageKind::comdis) {
      const auto dispute = report.dispute(options_.invoice, "CD-" + number);
      if (!dispute) return dispute.error();
      return render_comdis(parties(), stamp(), directory(), *dispute);
    }
    auto remittance = report.remittance(options_.supplier, "RA-" + number);
    if (!remittance) return remittance.error();
    remittance->payer = options_.sender.id;
    return render_remittance(envelope(), *remittance);
  }

  X12Envelope envelope() const {
    X12Envelope envelope;
    envelope.sender = options_.sender.id;
    envelope.receiver = options_.receiver.id;
    if (!options_.sender.qualifier.empty()) envelope.sender_qualifier = options_.sender.qualifier;
    if (!options_.receiver.qualifier.empty())
      envelope.receiver_qualifier = options_.receiver.qualifier;
    envelope.release = options_.release;
    envelope.test = options_.test;
    envelope.time = time_;
    envelope.control = static_cast<std::uint32_t>(control_ % 1'000'000'000);
    return envelope;
  }

  EdifactParties parties() const {
    return {options_.sender.id, options_.sender.qualifier, options_.receiver.id,
            options_.receiver.qualifier};
  }
  EdifactStamp stamp() const {
    return {time_, static_cast<std::uint32_t>(control_), options_.test};
  }
  EdifactDirectory directory() const {
    return options_.d01b ? EdifactDirectory::d01b : EdifactDirectory::d96a;
  }

  const RenderOptions& options_;
  std::uint64_t control_;
  Instant time_;
};

/// Writes the message, or says why there is none.
ExitStatus print(const RenderOptions& options, const Screen& screen,
                 const Rendered<std::string>& message) {
  if (!message) {
    screen.err.write(complaint(options.from, message.error().what, message.error().mend));
    return ExitStatus::rejected;
  }
  screen.out.write(*message);
  return ExitStatus::well;
}

/// The number is used up only by a message that could be made: the refusal rolls it back.
ExitStatus render_numbered(const RenderOptions& options, const std::string& text,
                           const Screen& screen) {
  struct Refused {};
  Rendered<std::string> message = std::string();
  try {
    store::open_sqlite(options.store)->write([&](store::Writer& writer) {
      const std::uint64_t control = writer.next_control_number(
          options.receiver.id, is_edifact(options.kind) ? "EDIFACT" : "X12");
      message = Rendering(options, control).of(text);
      if (!message) throw Refused();
    });
  } catch (const Refused&) {  // told by print()
  } catch (const store::StoreError& failure) {
    return tell_failure(options.store, failure, screen);
  }
  return print(options, screen, message);
}

}  // namespace

ExitStatus render(const RenderOptions& options, const Screen& screen) {
  const bool by_invoice =
      options.kind == MessageKind::debit_memo || options.kind == MessageKind::comdis;
  const bool by_supplier = options.kind == MessageKind::remittance;
  if ((by_invoice && options.invoice.empty()) || (by_supplier && options.supplier.empty())) {
    screen.err.write(
        complaint({}, by_invoice ? "--invoice is missing" : "--supplier is missing",
                  by_invoice ? "name the invoice that the message is about" : "name who is paid"));
    return ExitStatus::usage;
  }
  try {
    const std::optional<std::string> text = whole_text(options.from);
    if (!text) {
      screen.err.write(
          complaint(options.from, "is larger than 256 MiB", "reconcile fewer documents at once"));
      return ExitStatus::rejected;
    }
    if (!options.store.empty()) return render_numbered(options, *text, screen);
    return print(options, screen, Rendering(options, 1).of(*text));
  } catch (const std::system_error& error) {
    const intake::Trouble trouble = intake::trouble_of(options.from, error.code().value());
    screen.err.write(complaint(trouble.where, trouble.what, trouble.mend));
    return ExitStatus::rejected;
  }
}

}  // namespace weighbridge::cli
