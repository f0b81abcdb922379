//! The QR code of the seed of a virtual MFA device, which authenticators read with a camera.

use qrcode::{Color, EcLevel, QrCode};

/// How many pixels a module of the code has on a side, and how many modules of white are around it (ISO/IEC 18004).
const SCALE: usize = 4;
const QUIET: usize = 4;

/// A text as a QR code: a PNG in black and white, of one bit a pixel. `None` if it is too long for one.
pub(super) fn png(text: &str) -> Option<Vec<u8>> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let width = code.width();
    let side = (width + 2 * QUIET) * SCALE;
    let is_white = |x: usize, y: usize| {
        let inside = |at: usize| (at / SCALE).checked_sub(QUIET).filter(|it| *it < width);
        inside(x).zip(inside(y)).is_none_or(|at| code[at] == Color::Light)
    };
    let mut rows = vec![0; side.div_ceil(8) * side];
    for y in 0..side {
        for x in (0..side).filter(|x| is_white(*x, y)) {
            rows[y * side.div_ceil(8) + x / 8] |= 0x80 >> (x % 8);
        }
    }
    let pixels = u32::try_from(side).ok()?;
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, pixels, pixels);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&rows).ok()?;
    writer.finish().ok()?;
    Some(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first row of a code is the frame of a corner: seven black modules, then white ones, at the fourth module of the picture.
    #[test]
    fn a_text_becomes_a_picture_with_the_corners_of_a_code() {
        let file = png("otpauth://totp/ann@1000000000000001?secret=ABCDEFGHIJKLMNOP").unwrap();
        let mut reader = png::Decoder::new(std::io::Cursor::new(file)).read_info().unwrap();
        let mut rows = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut rows).unwrap();
        assert_eq!((info.width, info.height), (info.height, info.width));
        let line = info.line_size;
        let is_black = |x: usize, y: usize| rows[y * line + x / 8] & (0x80 >> (x % 8)) == 0;
        let at = |module: usize| (QUIET + module) * SCALE + SCALE / 2;
        let corner: Vec<bool> = (0..8).map(|x| is_black(at(x), at(0))).collect();
        assert_eq!(corner, [true, true, true, true, true, true, true, false]);
        assert!(!is_black(0, 0) && png(&"x".repeat(3000)).is_none());
    }
}
