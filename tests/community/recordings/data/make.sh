#!/bin/sh
# How the small recordings of this folder were made: ffmpeg 5.1 on Debian 12. The tests need the files only, not ffmpeg.
# Half a second of test card and a tone; the names and the place in them are invented.
set -eu
cd "$(dirname "$0")"
rm -f ./*.mp4 ./*.mov ./*.m4a ./*.webm ./*.og? ./*.opus ./*.mp3 ./*.wav ./*.mkv
card="-f lavfi -i testsrc=s=64x36:r=5:d=0.4"
tone="-f lavfi -i sine=f=440:d=0.4:r=44100"
notes="-metadata title=Secret_de_Nadia -metadata artist=Nadia_Bensaid -metadata comment=chez_Nadia -metadata location=+50.6292+003.0573/"
h264="-c:v libx264 -preset veryslow -pix_fmt yuv420p -b:v 20k"
aac="-c:a aac -b:a 16k -ac 1"
vp9="-c:v libvpx-vp9 -pix_fmt yuv420p -b:v 20k"
opus="-c:a libopus -b:a 12k"
apple="-movflags +use_metadata_tags -metadata com.apple.quicktime.location.ISO6709=+50.6292+003.0573/"
make() { ffmpeg -v error -y -nostdin "$@"; }

make $card $tone $h264 $aac $notes phone.mp4
make $card $tone $h264 $aac $notes $apple apple_keys.mp4
make $card $tone $h264 $aac $notes -movflags +faststart first.mp4
make $card $tone $h264 $aac $notes -timecode 01:00:00:00 iphone.mov
make $card $tone $h264 $aac $notes -movflags frag_keyframe+empty_moov pieces.mp4
printf '1\n00:00:00,000 --> 00:00:00,400\nNadia Bensaid parle\n' >words.srt
make $card $tone -i words.srt $h264 $aac -c:s mov_text subtitled.mp4
rm words.srt
make $card $tone $h264 -c:a libmp3lame -ac 1 -b:a 32k h264_mp3.mp4
make $card $tone $h264 $opus h264_opus.mp4
make $card $tone $h264 -c:a flac -strict -2 $notes h264_flac.mp4
make $card $tone $vp9 $aac vp9.mp4
make $card $tone -c:v libaom-av1 -cpu-used 8 -pix_fmt yuv420p $aac av1.mp4
make $card $tone $vp9 $opus $notes vp9.webm
make $card $tone $vp9 $opus $notes -f webm - >live.webm
make $card $tone -c:v libvpx -b:v 20k -c:a libvorbis $notes vp8_vorbis.webm
make $tone $opus $notes voice.webm
make $tone $aac $notes voice.mp4
make $tone $aac $notes voice.m4a
make $tone $opus $notes voice.opus
make $tone -c:a libvorbis $notes voice.ogg
make $tone -c:a libmp3lame -b:a 32k -ac 1 -id3v2_version 3 -write_id3v1 1 -write_apetag 1 $notes voice.mp3
make $tone -c:a pcm_s16le -ar 8000 $notes -write_bext 1 voice.wav
make $tone -c:a pcm_mulaw -ar 8000 $notes telephone.wav

make $card $tone -c:v libx265 -x265-params log-level=error -pix_fmt yuv420p -tag:v hvc1 $aac hevc.mp4
make $card $tone -c:v mpeg4 $aac mpeg4.mp4
make $card $tone -c:v mjpeg -pix_fmt yuvj420p $aac mjpeg.mp4
make $card $tone -c:v libx264 -pix_fmt yuv420p10le $aac ten_bits.mp4
make $card $tone $h264 -c:a ac3 -b:a 64k -ac 1 ac3.mp4
make $card $tone $h264 -c:a pcm_s16le -ar 8000 -ac 1 pcm.mov
make $tone -c:a alac $notes alac.m4a
make $tone -c:a adpcm_ms -ar 8000 adpcm.wav
make $tone -c:a libspeex -ar 16000 -ac 1 speex.ogg
make $tone -c:a flac $notes flac.ogg
make $card $tone $h264 $aac -f matroska h264.webm
make $card $tone $h264 $aac -encryption_scheme cenc-aes-ctr -encryption_key 76a6c65c5ea762046bd749a2e632ccbb \
  -encryption_kid a7e61c373e219033c21091fa607bf3b8 protected.mp4
