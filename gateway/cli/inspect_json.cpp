#include "gateway/cli/inspect_report.hpp"
#include "gateway/cli/inspect_sink.hpp"

namespace weighbridge::cli {
namespace {

/// The report on standard output; its errors on standard error as well.
class InspectJson final : public InspectSink {
 public:
  InspectJson(const Screen& screen, const std::string& file)
      : InspectSink(screen, file),
        report_(file, [&out = screen.out](std::string_view piece) { out.write(piece); }) {}

  void interchange(const InterchangeHead& head) override { report_.interchange(head); }
  void group(const GroupHead& head) override { report_.group(head); }

  void document(ReadDocument&& document) override {
    count_understood(document.receipt || document.accepted ? 1 : 0);
    tell(document.set + ' ' + document.control, document.findings);
    report_.document(std::move(document));
  }

  void event(InventoryEvent&& event, const Place& place) override {
    count_understood();
    report_.event(std::move(event), place);
  }

  void reference(ReferenceData&& data) override {
    count_understood(data.items.size() + data.aliases.size() + data.packs.size() +
                     data.sites.size() + data.suppliers.size());
    report_.reference(std::move(data));
  }

  void interchange_end(const Findings& findings, const std::string& acknowledgment) override {
    tell({}, findings);
    report_.interchange_end(findings, acknowledgment);
  }

  void message(const Findings& findings) override {
    tell({}, findings);
    report_.message(findings);
  }

  void finish() override { report_.finish(); }

 private:
  InspectReport report_;
};

}  // namespace

std::unique_ptr<InspectSink> inspect_json(const Screen& screen, const std::string& file) {
  return std::make_unique<InspectJson>(screen, file);
}

}  // namespace weighbridge::cli
