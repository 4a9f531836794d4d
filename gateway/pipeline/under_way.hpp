// Which message is being worked on, written where it outlives the process: a message that makes the
// process die is found by the next one, which can leave it for later and do the others.
#pragma once

#include <string>
#include <string_view>

namespace weighbridge::pipeline {

/// A note of one line in a file. It survives the end of the process, and need not survive that of
/// the machine, so nothing waits for the disk. Where it can not be written, nothing is remembered.
class UnderWay {
 public:
  /// Reads what the process before left in the file at `path`, or makes the file. Empty: none.
  explicit UnderWay(const std::string& path);
  ~UnderWay();
  UnderWay(const UnderWay&) = delete;
  UnderWay& operator=(const UnderWay&) = delete;

  /// The message that the process before was working on when it ended; empty: it was on none.
  const std::string& left() const { return left_; }
  /// What was left is written down elsewhere.
  void forget();

  /// While it lives, the message is noted.
  class Mark {
   public:
    explicit Mark(const UnderWay& owner) : owner_(owner) {}
    ~Mark() { owner_.write({}); }
    Mark(const Mark&) = delete;
    Mark& operator=(const Mark&) = delete;

   private:
    const UnderWay& owner_;
  };
  [[nodiscard]] Mark mark(std::string_view message) const;

 private:
  void write(std::string_view text) const;

  int file_ = -1;
  std::string left_;
};

}  // namespace weighbridge::pipeline
