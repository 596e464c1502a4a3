;; Numbers of a JSON text, with 128-bit SIMD. Compiled into number-kernel.ts by `npm run build:kernels`; a test holds the two
;; together. Only the SIMD of WebAssembly 2.0, which Node 20, Deno and Bun have.
;;
;; Both functions read numbers that have a comma behind them, with blanks in front or without, one after the other, and stop
;; in front of the first that they do not know: the last one of an array, one with an exponent or too many digits, anything
;; that is no number. They return where they stopped, and leave at 0 where what they wrote ends. They read up to 64 bytes behind
;; the text, which have to be zeros, and write up to 32 behind the numbers.
(module
  (import "api" "memory" (memory 1))

  ;; At 16 + N, what moves the first N bytes of a vector to its end, with zeros in front.
  (data (i32.const 16)
    "\ff\ff\ff\ff\ff\ff\ff\ff\ff\ff\ff\ff\ff\ff\ff\ff\00\01\02\03\04\05\06\07\08\09\0a\0b\0c\0d\0e\0f")
  ;; At 48 + 8 N, 10 to the power of N as f64, up to 18.
  (data (i32.const 48)
    "\00\00\00\00\00\00\f0\3f\00\00\00\00\00\00\24\40\00\00\00\00\00\00\59\40"
    "\00\00\00\00\00\40\8f\40\00\00\00\00\00\88\c3\40\00\00\00\00\00\6a\f8\40"
    "\00\00\00\00\80\84\2e\41\00\00\00\00\d0\12\63\41\00\00\00\00\84\d7\97\41"
    "\00\00\00\00\65\cd\cd\41\00\00\00\20\5f\a0\02\42\00\00\00\e8\76\48\37\42"
    "\00\00\00\a2\94\1a\6d\42\00\00\40\e5\9c\30\a2\42\00\00\90\1e\c4\bc\d6\42"
    "\00\00\34\26\f5\6b\0c\43\00\80\e0\37\79\c3\41\43\00\a0\d8\85\57\34\76\43"
    "\00\c8\4e\67\6d\c1\ab\43")
  ;; At 192 + 16 N, what repeats the first N bytes of a vector, from 1 to 8.
  (data (i32.const 208)
    "\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00"
    "\00\01\00\01\00\01\00\01\00\01\00\01\00\01\00\01"
    "\00\01\02\00\01\02\00\01\02\00\01\02\00\01\02\00"
    "\00\01\02\03\00\01\02\03\00\01\02\03\00\01\02\03"
    "\00\01\02\03\04\00\01\02\03\04\00\01\02\03\04\00"
    "\00\01\02\03\04\05\00\01\02\03\04\05\00\01\02\03"
    "\00\01\02\03\04\05\06\00\01\02\03\04\05\06\00\01"
    "\00\01\02\03\04\05\06\07\00\01\02\03\04\05\06\07")

  ;; The whole number of up to 16 digits.
  (func $whole
    (param $digits v128)  ;; the value of each digit, and anything behind them
    (param $count i32)    ;; how many there are
    (result i64)
    (local $halves i64)
    (local.set $digits (i8x16.swizzle (local.get $digits) (v128.load offset=16 (local.get $count))))
    ;; Pairs of digits, then fours, then eights.
    (local.set $digits
      (i32x4.dot_i16x8_s
        (i16x8.add
          (i16x8.mul
            (v128.and (local.get $digits) (v128.const i16x8 255 255 255 255 255 255 255 255))
            (v128.const i16x8 10 10 10 10 10 10 10 10))
          (i16x8.shr_u (local.get $digits) (i32.const 8)))
        (v128.const i16x8 100 1 100 1 100 1 100 1)))
    (local.set $halves
      (i64x2.extract_lane 0
        (i32x4.dot_i16x8_s
          (i16x8.narrow_i32x4_u (local.get $digits) (local.get $digits))
          (v128.const i16x8 10000 1 10000 1 10000 1 10000 1))))
    (i64.add
      (i64.mul (i64.and (local.get $halves) (i64.const 0xffffffff)) (i64.const 100000000))
      (i64.shr_u (local.get $halves) (i64.const 32))))

  ;; Reads numbers as floats: what `Math.fround` makes of the number that `JSON.parse` reads.
  (func (export "readFloats")
    (param $at i32)   ;; where the text begins
    (param $out i32)  ;; where the f32 numbers go
    (result i32)
    (local $start i32) (local $byte i32) (local $sign i32) (local $count i32) (local $places i32) (local $more i32)
    (local $vector v128) (local $digits v128) (local $ascii v128) (local $ten v128)
    (local $zeros v128) (local $period i32) (local $inverse i32)
    (local $front i64) (local $value i64) (local $double f64) (local $float f32)
    (local.set $start (local.get $at))
    (local.set $ascii (v128.const i8x16 48 48 48 48 48 48 48 48 48 48 48 48 48 48 48 48))
    (local.set $ten (v128.const i8x16 10 10 10 10 10 10 10 10 10 10 10 10 10 10 10 10))
    ;; "0,0,0,0,0,0,0,0,": zeros as most of them are written.
    (local.set $zeros (v128.const i8x16 48 44 48 44 48 44 48 44 48 44 48 44 48 44 48 44))
    (local.set $period (i32.const 2))
    (local.set $inverse (i32.const 128))
    (block $stop
      (loop $next
        ;; The same zero over and over: up to 16 bytes of it at once.
        (local.set $vector (v128.load (local.get $start)))
        (local.set $count
          (i32.ctz
            (i32.xor
              (i8x16.bitmask (i8x16.eq (local.get $vector) (local.get $zeros)))
              (i32.const 0x1ffff))))
        (if (i32.ge_u (local.get $count) (local.get $period))
          (then
            (v128.store (local.get $out) (v128.const i64x2 0 0))
            (v128.store offset=16 (local.get $out) (v128.const i64x2 0 0))
            (local.set $count (i32.shr_u (i32.mul (local.get $count) (local.get $inverse)) (i32.const 8)))
            (local.set $out (i32.add (local.get $out) (i32.shl (local.get $count) (i32.const 2))))
            (local.set $start (i32.add (local.get $start) (i32.mul (local.get $count) (local.get $period))))
            (br $next)))
        (local.set $at (local.get $start))
        (local.set $byte (i32.load8_u (local.get $at)))
        (local.set $sign (i32.const 0))
        ;; A blank or a sign stands below the digits.
        (if (i32.lt_u (local.get $byte) (i32.const 48))
          (then
            (block $visible
              (loop $blank
                (br_if $visible (i32.gt_u (local.get $byte) (i32.const 32)))
                ;; One bit for each of the four blanks of JSON.
                (br_if $stop
                  (i64.eqz
                    (i64.and
                      (i64.shl (i64.const 1) (i64.extend_i32_u (local.get $byte)))
                      (i64.const 0x100002600))))
                (local.set $at (i32.add (local.get $at) (i32.const 1)))
                (local.set $byte (i32.load8_u (local.get $at)))
                (br $blank)))
            (if (i32.eq (local.get $byte) (i32.const 45))
              (then
                (local.set $sign (i32.const 0x80000000))
                (local.set $at (i32.add (local.get $at) (i32.const 1)))))))
        (block $read
          (block $fraction
            ;; "0." is what most fractions begin with.
            (local.set $count (i32.const 0))
            (local.set $front (i64.const 0))
            (if (i32.eq (i32.load16_u (local.get $at)) (i32.const 0x2e30))
              (then
                (local.set $at (i32.add (local.get $at) (i32.const 1)))
                (br $fraction)))
            (local.set $digits (i8x16.sub (v128.load (local.get $at)) (local.get $ascii)))
            (local.set $count
              (i32.ctz
                (i32.xor
                  (i8x16.bitmask (i8x16.lt_u (local.get $digits) (local.get $ten)))
                  (i32.const 0x1ffff))))
            ;; From 1 to 15 digits, and no zero in front of others.
            (br_if $stop (i32.gt_u (i32.sub (local.get $count) (i32.const 1)) (i32.const 14)))
            (br_if $stop
              (i32.and
                (i32.gt_u (local.get $count) (i32.const 1))
                (i32.eqz (i8x16.extract_lane_u 0 (local.get $digits)))))
            (local.set $front (call $whole (local.get $digits) (local.get $count)))
            (local.set $at (i32.add (local.get $at) (local.get $count)))
            (local.set $byte (i32.load8_u (local.get $at)))
            (br_if $fraction (i32.eq (local.get $byte) (i32.const 46)))
            (br_if $stop (i32.ne (local.get $byte) (i32.const 44)))
            (local.set $value (local.get $front))
            (local.set $float (f32.convert_i64_s (local.get $value)))
            (br $read))
          ;; At the point: the digits behind it, up to 32.
          (local.set $digits (i8x16.sub (v128.load offset=1 (local.get $at)) (local.get $ascii)))
          (local.set $places
            (i32.ctz
              (i32.xor
                (i8x16.bitmask (i8x16.lt_u (local.get $digits) (local.get $ten)))
                (i32.const 0x1ffff))))
          (if (i32.lt_u (local.get $places) (i32.const 16))
            (then
              (local.set $at (i32.add (i32.add (local.get $at) (i32.const 1)) (local.get $places)))
              (br_if $stop (i32.eqz (local.get $places)))
              (br_if $stop (i32.ne (i32.load8_u (local.get $at)) (i32.const 44)))
              ;; More do not fit into 63 bits.
              (br_if $stop (i32.gt_u (i32.add (local.get $count) (local.get $places)) (i32.const 18)))
              (local.set $value (call $whole (local.get $digits) (local.get $places)))
              (local.set $double (f64.load offset=48 (i32.shl (local.get $places) (i32.const 3))))
              (if (local.get $count)
                (then
                  (local.set $value
                    (i64.add
                      (local.get $value)
                      (i64.mul (local.get $front) (i64.trunc_sat_f64_s (local.get $double)))))))
              (local.set $double (f64.div (f64.convert_i64_s (local.get $value)) (local.get $double)))
              ;; A division of two numbers that f64 holds is rounded once, as `Number` rounds.
              (local.set $float (f32.demote_f64 (local.get $double)))
              (br_if $read (i64.lt_u (local.get $value) (i64.const 0x20000000000000))))
            (else
              (local.set $vector (i8x16.sub (v128.load offset=17 (local.get $at)) (local.get $ascii)))
              (local.set $more
                (i32.ctz
                  (i32.xor
                    (i8x16.bitmask (i8x16.lt_u (local.get $vector) (local.get $ten)))
                    (i32.const 0x1ffff))))
              (local.set $at (i32.add (i32.add (local.get $at) (i32.const 17)) (local.get $more)))
              (br_if $stop (i32.ne (i32.load8_u (local.get $at)) (i32.const 44)))
              (local.set $value (call $whole (local.get $digits) (i32.const 16)))
              ;; Of what does not fit into 18 digits the rest is left out.
              (br_if $stop (i32.gt_u (local.get $count) (i32.const 2)))
              (local.set $more
                (select
                  (local.get $more)
                  (i32.sub (i32.const 2) (local.get $count))
                  (i32.lt_u (local.get $more) (i32.sub (i32.const 2) (local.get $count)))))
              (local.set $value
                (i64.add
                  (i64.mul (local.get $front) (i64.const 10000000000000000))
                  (local.get $value)))
              (local.set $double (f64.load offset=48 (i32.shl (local.get $more) (i32.const 3))))
              (local.set $value
                (i64.add
                  (i64.mul (local.get $value) (i64.trunc_sat_f64_s (local.get $double)))
                  (call $whole (local.get $vector) (local.get $more))))
              (local.set $double
                (f64.div
                  (f64.convert_i64_s (local.get $value))
                  (f64.mul (local.get $double) (f64.const 1e16))))))
          ;; What was left out and the roundings are less than this part of the number: nearly always it is the same float.
          (br_if $stop (i64.lt_u (local.get $value) (i64.const 1000000000000)))
          (local.set $float (f32.demote_f64 (f64.mul (local.get $double) (f64.const 1.00000000001))))
          (br_if $stop
            (f32.ne
              (local.get $float)
              (f32.demote_f64 (f64.mul (local.get $double) (f64.const 0.99999999999))))))
        (i32.store (local.get $out) (i32.or (i32.reinterpret_f32 (local.get $float)) (local.get $sign)))
        (local.set $out (i32.add (local.get $out) (i32.const 4)))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        ;; A zero of another form than those before: what follows may be more of it.
        (if (i32.and
              (i64.eqz (i64.or (local.get $value) (i64.extend_i32_u (local.get $sign))))
              (i32.le_u (i32.sub (local.get $at) (local.get $start)) (i32.const 8)))
          (then
            (local.set $period (i32.sub (local.get $at) (local.get $start)))
            (local.set $inverse (i32.div_u (i32.add (i32.const 255) (local.get $period)) (local.get $period)))
            (local.set $zeros
              (i8x16.swizzle
                (v128.load (local.get $start))
                (v128.load offset=192 (i32.shl (local.get $period) (i32.const 4)))))))
        (local.set $start (local.get $at))
        (br $next)))
    (i32.store (i32.const 0) (local.get $out))
    (local.get $start))

  ;; Reads whole numbers from 0 to 255, without a sign.
  (func (export "readBytes")
    (param $at i32)   ;; where the text begins
    (param $out i32)  ;; where the bytes go
    (result i32)
    (local $start i32) (local $byte i32) (local $count i32)
    (local $vector v128) (local $digits v128) (local $ascii v128) (local $ten v128)
    (local $zeros v128) (local $period i32) (local $inverse i32)
    (local $isDigit i32) (local $isFirst i32) (local $area i32) (local $pairs i32)
    (local $commas i32) (local $commas1 i32) (local $commas2 i32) (local $commas3 i32)
    (local $end0 i32) (local $end1 i32) (local $end2 i32) (local $end3 i32)
    (local.set $start (local.get $at))
    (local.set $ascii (v128.const i8x16 48 48 48 48 48 48 48 48 48 48 48 48 48 48 48 48))
    (local.set $ten (v128.const i8x16 10 10 10 10 10 10 10 10 10 10 10 10 10 10 10 10))
    ;; "0,0,0,0,0,0,0,0,": zeros as most of them are written.
    (local.set $zeros (v128.const i8x16 48 44 48 44 48 44 48 44 48 44 48 44 48 44 48 44))
    (local.set $period (i32.const 2))
    (local.set $inverse (i32.const 128))
    (block $stop
      (loop $next
        ;; The same zero over and over: up to 16 bytes of it at once.
        (local.set $vector (v128.load (local.get $start)))
        (local.set $count
          (i32.ctz
            (i32.xor
              (i8x16.bitmask (i8x16.eq (local.get $vector) (local.get $zeros)))
              (i32.const 0x1ffff))))
        (if (i32.ge_u (local.get $count) (local.get $period))
          (then
            (i64.store (local.get $out) (i64.const 0))
            (local.set $count (i32.shr_u (i32.mul (local.get $count) (local.get $inverse)) (i32.const 8)))
            (local.set $out (i32.add (local.get $out) (local.get $count)))
            (local.set $start (i32.add (local.get $start) (i32.mul (local.get $count) (local.get $period))))
            (br $next)))
        (local.set $digits (i8x16.sub (local.get $vector) (local.get $ascii)))
        (local.set $isDigit (i8x16.bitmask (i8x16.lt_u (local.get $digits) (local.get $ten))))
        ;; Four numbers at once, where four commas stand in 16 bytes; each mask has a comma less.
        (local.set $commas
          (i8x16.bitmask
            (i8x16.eq
              (local.get $vector)
              (v128.const i8x16 44 44 44 44 44 44 44 44 44 44 44 44 44 44 44 44))))
        (local.set $commas1 (i32.and (local.get $commas) (i32.sub (local.get $commas) (i32.const 1))))
        (local.set $commas2 (i32.and (local.get $commas1) (i32.sub (local.get $commas1) (i32.const 1))))
        (local.set $commas3 (i32.and (local.get $commas2) (i32.sub (local.get $commas2) (i32.const 1))))
        (block $one
          (br_if $one (i32.eqz (local.get $commas3)))
          ;; Up to the fourth comma there must be no other byte, no number without digits or with four of them, and none with
          ;; a zero in front.
          (local.set $area (i32.xor (local.get $commas3) (i32.sub (local.get $commas3) (i32.const 1))))
          (local.set $isFirst (i32.or (i32.shl (local.get $commas) (i32.const 1)) (i32.const 1)))
          (local.set $pairs (i32.and (local.get $isDigit) (i32.shr_u (local.get $isDigit) (i32.const 1))))
          (br_if $one
            (i32.and
              (local.get $area)
              (i32.or
                (i32.or
                  (i32.xor (i32.or (local.get $commas) (local.get $isDigit)) (i32.const -1))
                  (i32.and (local.get $commas) (local.get $isFirst)))
                (i32.or
                  (i32.and (local.get $pairs) (i32.shr_u (local.get $pairs) (i32.const 2)))
                  (i32.and
                    (i32.and (local.get $pairs) (local.get $isFirst))
                    (i8x16.bitmask (i8x16.eq (local.get $digits) (v128.const i64x2 0 0))))))))
          (local.set $end0 (i32.ctz (local.get $commas)))
          (local.set $end1 (i32.ctz (local.get $commas1)))
          (local.set $end2 (i32.ctz (local.get $commas2)))
          (local.set $end3 (i32.ctz (local.get $commas3)))
          ;; Each number in four bytes, the last digit in the last: a shift by the bytes that it leaves, where 32 bits are none.
          (local.set $digits
            (i32x4.replace_lane 3
              (i32x4.replace_lane 2
                (i32x4.replace_lane 1
                  (i32x4.splat
                    (i32.shl
                      (i32.load (local.get $start))
                      (i32.shl (i32.sub (i32.const 0) (local.get $end0)) (i32.const 3))))
                  (i32.shl
                    (i32.load offset=1 (i32.add (local.get $start) (local.get $end0)))
                    (i32.shl
                      (i32.sub (i32.add (local.get $end0) (i32.const 1)) (local.get $end1))
                      (i32.const 3))))
                (i32.shl
                  (i32.load offset=1 (i32.add (local.get $start) (local.get $end1)))
                  (i32.shl
                    (i32.sub (i32.add (local.get $end1) (i32.const 1)) (local.get $end2))
                    (i32.const 3))))
              (i32.shl
                (i32.load offset=1 (i32.add (local.get $start) (local.get $end2)))
                (i32.shl
                  (i32.sub (i32.add (local.get $end2) (i32.const 1)) (local.get $end3))
                  (i32.const 3)))))
          (local.set $digits
            (v128.and
              (local.get $digits)
              (v128.const i8x16 15 15 15 15 15 15 15 15 15 15 15 15 15 15 15 15)))
          (local.set $digits
            (i32x4.dot_i16x8_s
              (i16x8.add
                (i16x8.mul
                  (v128.and (local.get $digits) (v128.const i16x8 255 255 255 255 255 255 255 255))
                  (v128.const i16x8 10 10 10 10 10 10 10 10))
                (i16x8.shr_u (local.get $digits) (i32.const 8)))
              (v128.const i16x8 100 1 100 1 100 1 100 1)))
          (br_if $one (v128.any_true (i32x4.gt_s (local.get $digits) (v128.const i32x4 255 255 255 255))))
          (local.set $digits (i16x8.narrow_i32x4_u (local.get $digits) (local.get $digits)))
          (i32.store (local.get $out)
            (i32x4.extract_lane 0 (i8x16.narrow_i16x8_u (local.get $digits) (local.get $digits))))
          (local.set $out (i32.add (local.get $out) (i32.const 4)))
          (local.set $start (i32.add (i32.add (local.get $start) (local.get $end3)) (i32.const 1)))
          (br $next))
        (local.set $at (local.get $start))
        (local.set $byte (i32.load8_u (local.get $at)))
        (if (i32.lt_u (local.get $byte) (i32.const 48))
          (then
            (block $visible
              (loop $blank
                (br_if $visible (i32.gt_u (local.get $byte) (i32.const 32)))
                ;; One bit for each of the four blanks of JSON.
                (br_if $stop
                  (i64.eqz
                    (i64.and
                      (i64.shl (i64.const 1) (i64.extend_i32_u (local.get $byte)))
                      (i64.const 0x100002600))))
                (local.set $at (i32.add (local.get $at) (i32.const 1)))
                (local.set $byte (i32.load8_u (local.get $at)))
                (br $blank)))))
        (local.set $digits (i8x16.sub (v128.load (local.get $at)) (local.get $ascii)))
        (local.set $count
          (i32.ctz
            (i32.xor
              (i8x16.bitmask (i8x16.lt_u (local.get $digits) (local.get $ten)))
              (i32.const 0x1ffff))))
        (br_if $stop (i32.gt_u (i32.sub (local.get $count) (i32.const 1)) (i32.const 2)))
        (br_if $stop
          (i32.and
            (i32.gt_u (local.get $count) (i32.const 1))
            (i32.eqz (i8x16.extract_lane_u 0 (local.get $digits)))))
        (br_if $stop
          (i32.ne (i32.load8_u (i32.add (local.get $at) (local.get $count))) (i32.const 44)))
        (local.set $byte (i32.wrap_i64 (call $whole (local.get $digits) (local.get $count))))
        (br_if $stop (i32.gt_u (local.get $byte) (i32.const 255)))
        (i32.store8 (local.get $out) (local.get $byte))
        (local.set $out (i32.add (local.get $out) (i32.const 1)))
        (local.set $at (i32.add (i32.add (local.get $at) (local.get $count)) (i32.const 1)))
        ;; A zero of another form than those before: what follows may be more of it.
        (if (i32.and
              (i32.eqz (local.get $byte))
              (i32.le_u (i32.sub (local.get $at) (local.get $start)) (i32.const 8)))
          (then
            (local.set $period (i32.sub (local.get $at) (local.get $start)))
            (local.set $inverse (i32.div_u (i32.add (i32.const 255) (local.get $period)) (local.get $period)))
            (local.set $zeros
              (i8x16.swizzle
                (v128.load (local.get $start))
                (v128.load offset=192 (i32.shl (local.get $period) (i32.const 4)))))))
        (local.set $start (local.get $at))
        (br $next)))
    (i32.store (i32.const 0) (local.get $out))
    (local.get $start)))
