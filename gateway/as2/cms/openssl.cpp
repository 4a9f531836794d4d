#include "gateway/as2/cms/openssl.hpp"

#include <array>

#include <openssl/err.h>

namespace weighbridge::as2::cms {

std::string take_errors() {
  std::string text;
  while (const unsigned long code = ERR_get_error()) {
    std::array<char, 256> line{};
    ERR_error_string_n(code, line.data(), line.size());
    if (!text.empty()) text += "; ";
    text += line.data();
  }
  return text;
}

SourceBio::SourceBio(std::unique_ptr<ByteSource> source)
    : source_(std::move(source)), bio_(BIO_new(method())) {
  if (!bio_) throw std::bad_alloc();
  BIO_set_data(bio_.get(), this);
  BIO_set_init(bio_.get(), 1);
}

int SourceBio::read(BIO* bio, char* room, std::size_t size, std::size_t* done) {
  auto* self = static_cast<SourceBio*>(BIO_get_data(bio));
  *done = 0;
  try {
    *done = self->source_->read({room, size});
  } catch (...) {
    self->failure_ = std::current_exception();
    return -1;
  }
  if (*done == 0) self->at_end_ = true;
  return *done == 0 ? 0 : 1;
}

long SourceBio::control(BIO* bio, int command, long, void*) {
  if (command == BIO_CTRL_EOF) return static_cast<SourceBio*>(BIO_get_data(bio))->at_end_ ? 1 : 0;
  return command == BIO_CTRL_FLUSH ? 1 : 0;
}

BIO_METHOD* SourceBio::method() {
  static BIO_METHOD* const kMethod = [] {
    BIO_METHOD* made = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "payload source");
    BIO_meth_set_read_ex(made, read);
    BIO_meth_set_ctrl(made, control);
    return made;
  }();
  return kMethod;
}

SinkBio::SinkBio(const spool::SpoolSettings& spool) : writer_(spool), bio_(BIO_new(method())) {
  if (!bio_) throw std::bad_alloc();
  BIO_set_data(bio_.get(), this);
  BIO_set_init(bio_.get(), 1);
}

int SinkBio::write(BIO* bio, const char* bytes, std::size_t size, std::size_t* done) {
  auto* self = static_cast<SinkBio*>(BIO_get_data(bio));
  *done = 0;
  try {
    self->too_large_ = self->too_large_ || !self->writer_.write({bytes, size});
  } catch (...) {
    self->failure_ = std::current_exception();
    return -1;
  }
  if (self->too_large_) return -1;
  *done = size;
  return 1;
}

long SinkBio::control(BIO*, int command, long, void*) {
  return command == BIO_CTRL_FLUSH ? 1 : 0;
}

BIO_METHOD* SinkBio::method() {
  static BIO_METHOD* const kMethod = [] {
    BIO_METHOD* made = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "payload sink");
    BIO_meth_set_write_ex(made, write);
    BIO_meth_set_ctrl(made, control);
    return made;
  }();
  return kMethod;
}

}  // namespace weighbridge::as2::cms
