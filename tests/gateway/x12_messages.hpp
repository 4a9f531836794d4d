// X12 interchanges of a small supplier, as its system would send them.
#pragma once

#include <string>
#include <vector>

namespace weighbridge {

/// Transaction sets between ISA and IEA, numbered as they stand.
class X12Message {
 public:
  explicit X12Message(int control, std::string functional_id = "SH")
      : control_(std::to_string(control)), functional_id_(std::move(functional_id)) {}

  X12Message& set(const std::string& code, const std::vector<std::string>& segments) {
    const std::string number = std::to_string(1001 + sets_);
    text_ += "ST*" + code + "*" + number + "~\n";
    for (const std::string& segment : segments) text_ += segment + "~\n";
    text_ += "SE*" + std::to_string(segments.size() + 2) + "*" + number + "~\n";
    ++sets_;
    return *this;
  }

  std::string str() const {
    const std::string nine = std::string(9 - control_.size(), '0') + control_;
    return "ISA*00*          *00*          *ZZ*NORTHFIELD     *ZZ*HARBORDIST     "
           "*260302*0915*U*00401*" +
           nine + "*0*P*>~\nGS*" + functional_id_ + "*NORTHFIELD*HARBORDIST*20260302*0915*" +
           control_ + "*X*004010~\n" + text_ + "GE*" + std::to_string(sets_) + "*" + control_ +
           "~\nIEA*1*" + nine + "~\n";
  }

 private:
  std::string control_, functional_id_, text_;
  int sets_ = 0;
};

inline std::vector<std::string> order_segments(const std::string& po, int quantity) {
  return {"BEG*00*SA*" + po + "**20260220", "CUR*BY*USD", "N1*SE*NORTHFIELD*92*NORTHFIELD",
          "N1*ST*HARBOR DISTRIBUTION*92*DC01",
          "PO1*10*" + std::to_string(quantity) + "*EA*2.5*PE*BP*A-100*VN*NF-100"};
}

inline std::vector<std::string> ship_notice_segments(const std::string& number,
                                                     const std::string& po, int quantity,
                                                     const std::string& purpose = "00") {
  return {"BSN*" + purpose + "*" + number + "*20260302*0915*0001",
          "DTM*011*20260302",
          "HL*1**S*1",
          "N1*ST*HARBOR DISTRIBUTION*92*DC01",
          "HL*2*1*O*1",
          "PRF*" + po + "***20260220",
          "HL*3*2*I*0",
          "LIN*10*VN*NF-100",
          "SN1*10*" + std::to_string(quantity) + "*EA",
          "CTT*3*" + std::to_string(quantity)};
}

inline std::string order_message(int control, const std::string& po, int quantity) {
  return X12Message(control, "PO").set("850", order_segments(po, quantity)).str();
}
inline std::string ship_notice_message(int control, const std::string& number,
                                       const std::string& po, int quantity) {
  return X12Message(control).set("856", ship_notice_segments(number, po, quantity)).str();
}

}  // namespace weighbridge
