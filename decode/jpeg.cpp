// JPEG by libjpeg-turbo: luma alone, scaled down inside the inverse transform, so that most of a large photo is never
// computed. The slow integer transform gives the same bits with and without SIMD.

#include <csetjmp>
#include <cstddef>
#include <cstdio>  // jpeglib.h needs it
#include <vector>

#include <jerror.h>
#include <jpeglib.h>

#include "core/pixels/shrink.h"
#include "decode/decode.h"

namespace returns::decode {
namespace {

// Where the picture still has at least this much on its longer side, the transform may leave the rest out.
constexpr std::uint32_t kSmallest = 960;

constexpr std::int32_t kTellEvery = 50;  // thousandths

// Ours alone: the library's own would print, and would end the program.
struct Errors {
  jpeg_error_mgr manager{};
  std::jmp_buf back{};
};

[[noreturn]] void fail(j_common_ptr info) {
  std::longjmp(reinterpret_cast<Errors*>(info->err)->back, 1);  // NOLINT(cert-err52-cpp): the library's only way out
}
void note(j_common_ptr info, int level) {
  if (level < 0) ++info->err->num_warnings;
}
void say_nothing(j_common_ptr /*info*/) {}
void format_nothing(j_common_ptr /*info*/, char* text) { *text = '\0'; }
void forget(j_common_ptr info) { info->err->num_warnings = 0; }

// Sound, but not for this library: 12 bits a sample, lossless coding, more than it has room for.
bool is_foreign(int code) {
  return code == JERR_BAD_PRECISION || code == JERR_SOF_UNSUPPORTED || code == JERR_CONVERSION_NOTIMPL
         || code == JERR_IMAGE_TOO_BIG || code == JERR_OUT_OF_MEMORY;
}

// What lives across longjmp: nothing here is changed between setjmp and a jump except through pointers.
class Jpeg {
 public:
  Jpeg(std::string_view bytes, Progress progress) : bytes_(bytes) {
    monitor_.tell = progress;
    errors_.manager.error_exit = fail;
    errors_.manager.emit_message = note;
    errors_.manager.output_message = say_nothing;
    errors_.manager.format_message = format_nothing;
    errors_.manager.reset_error_mgr = forget;
    info_.err = &errors_.manager;
  }
  ~Jpeg() {
    if (created_) jpeg_destroy_decompress(&info_);
    delete shrinker_;
  }
  Jpeg(const Jpeg&) = delete;
  Jpeg& operator=(const Jpeg&) = delete;

  Decoded run() {
    // No object with a destructor may live in what runs below setjmp.
    if (setjmp(errors_.back) == 0) {  // NOLINT(cert-err52-cpp)
      decode();
    } else {
      outcome_ = is_foreign(errors_.manager.msg_code) ? Outcome::NotRead : Outcome::Damaged;
    }
    Decoded decoded{outcome_, {}};
    if (outcome_ == Outcome::Done) decoded.picture = shrinker_->take();
    return decoded;
  }

 private:
  void decode() {
    outcome_ = Outcome::NotRead;
    jpeg_create_decompress(&info_);
    created_ = true;
    jpeg_mem_src(&info_, reinterpret_cast<const unsigned char*>(bytes_.data()), bytes_.size());
    if (jpeg_read_header(&info_, TRUE) != JPEG_HEADER_OK) return;
    if (!affordable()) return;
    choose();
    monitor_.progress_monitor = watch;
    info_.progress = &monitor_;
    outcome_ = Outcome::Done;
    rows();
    if (info_.err->num_warnings > 0) outcome_ = Outcome::Damaged;
  }

  bool affordable() const {
    const std::uint64_t pixels = std::uint64_t{info_.image_width} * info_.image_height;
    // Four inks cannot be told from their luma.
    if (info_.jpeg_color_space != JCS_GRAYSCALE && info_.jpeg_color_space != JCS_YCbCr
        && info_.jpeg_color_space != JCS_RGB)
      return false;
    const bool held = jpeg_has_multiple_scans(const_cast<j_decompress_ptr>(&info_)) != FALSE;
    return pixels <= (held ? kMostHeldPixels : kMostPixels);
  }

  void choose() {
    const std::uint32_t longest = info_.image_width > info_.image_height ? info_.image_width : info_.image_height;
    unsigned eighths = 1;
    while (eighths < 8 && (std::uint64_t{longest} * eighths + 7) / 8 < kSmallest) ++eighths;
    info_.scale_num = eighths;
    info_.scale_denom = 8;
    info_.out_color_space = JCS_GRAYSCALE;
    info_.dct_method = JDCT_ISLOW;
    info_.do_fancy_upsampling = FALSE;
    info_.do_block_smoothing = FALSE;
    info_.dither_mode = JDITHER_NONE;
  }

  void rows() {
    jpeg_start_decompress(&info_);
    const pixels::Size size{static_cast<std::int32_t>(info_.output_width),
                            static_cast<std::int32_t>(info_.output_height)};
    shrinker_ = new pixels::Shrinker(size, pixels::working_size(size));
    // The library's memory, given back with everything else.
    JSAMPARRAY row =
        (*info_.mem->alloc_sarray)(reinterpret_cast<j_common_ptr>(&info_), JPOOL_IMAGE, info_.output_width, 1);
    while (info_.output_scanline < info_.output_height) {
      if (jpeg_read_scanlines(&info_, row, 1) == 0) break;
      shrinker_->add(row[0]);
    }
  }

  // Called by the library every so often.
  struct Monitor : jpeg_progress_mgr {
    Progress tell = nullptr;
    std::int32_t told = 0;
    bool too_much = false;
  };

  static void watch(j_common_ptr info) {
    const auto* const decompress = reinterpret_cast<j_decompress_ptr>(info);
    auto& monitor = *static_cast<Monitor*>(info->progress);
    const std::uint64_t pixels = std::uint64_t{decompress->image_width} * decompress->image_height;
    if (static_cast<std::uint64_t>(decompress->input_scan_number) * pixels > kMostScannedPixels) {
      monitor.too_much = true;  // the way out must not look like damage
      fail(info);
    }
    if (monitor.tell == nullptr || monitor.pass_limit <= 0 || monitor.total_passes <= 0) return;
    const auto done = static_cast<std::int32_t>(
        (std::int64_t{monitor.completed_passes} * 1000 + std::int64_t{monitor.pass_counter} * 1000 / monitor.pass_limit)
        / monitor.total_passes);
    if (done < monitor.told + kTellEvery) return;
    monitor.told = done;
    monitor.tell(done);
  }

  std::string_view bytes_;
  Errors errors_;
  jpeg_decompress_struct info_{};
  Monitor monitor_{};
  pixels::Shrinker* shrinker_ = nullptr;
  Outcome outcome_ = Outcome::NotRead;
  bool created_ = false;

 public:
  bool too_much() const { return monitor_.too_much; }
};

}  // namespace

Decoded decode_jpeg(std::string_view bytes, Progress progress) {
  Jpeg jpeg(bytes, progress);
  Decoded decoded = jpeg.run();
  if (jpeg.too_much()) return {};
  return decoded;
}

}  // namespace returns::decode
