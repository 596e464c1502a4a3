;; The sums of one dense layer, with 128-bit SIMD. Compiled into dense-kernel.ts by `npm run build:kernels`; a test
;; holds the two together. Only the SIMD of WebAssembly 2.0, which Node 20, Deno, Bun and every browser since 2023 have.
;;
;; An input that is not 0 is called live. The live inputs of a layer lie in a list of 8 bytes each: how many bytes into the
;; kernel the input's row of weights begins (i32), and the input's value (f32). Rows of weights, biases and sums are filled
;; up to a multiple of 4 columns.
(module
  (import "model" "memory" (memory 1))

  ;; Computes the sums of a layer for some inputs, one after the other.
  (func (export "sumLayer")
    (param $from i32)      ;; where the inputs begin
    (param $count i32)     ;; how many there are
    (param $size i32)      ;; the bytes of one
    (param $stride i32)    ;; the bytes from one to the next
    (param $values i32)    ;; of bytes: where the f32 value of each of the 256 is; of floats: 0
    (param $live i32)      ;; room for the list of one input's live values
    (param $kernel i32)    ;; the weights: one row for each value of an input
    (param $bias i32)      ;; one row
    (param $sums i32)      ;; where the sums go: one row for each input
    (param $rowBytes i32)  ;; the length of a row
    (param $least f32)     ;; sums below become this: 0 is ReLU, minus infinity changes nothing
    (local $end i32) (local $liveEnd i32)
    (block $done
      (loop $next
        (br_if $done (i32.eqz (local.get $count)))
        (local.set $end (i32.add (local.get $from) (local.get $size)))
        (local.set $liveEnd
          (if (result i32) (local.get $values)
            (then
              (call $gatherBytes
                (local.get $from) (local.get $end) (local.get $rowBytes) (local.get $values) (local.get $live)))
            (else
              (call $gatherFloats
                (local.get $from) (local.get $end) (local.get $rowBytes) (local.get $live)))))
        (call $sumColumns
          (local.get $live) (local.get $liveEnd) (local.get $kernel) (local.get $bias) (local.get $sums)
          (i32.shr_u (local.get $rowBytes) (i32.const 2)) (local.get $least))
        (local.set $from (i32.add (local.get $from) (local.get $stride)))
        (local.set $sums (i32.add (local.get $sums) (local.get $rowBytes)))
        (local.set $count (i32.sub (local.get $count) (i32.const 1)))
        (br $next))))

  ;; Lists the live ones of some bytes. Reads up to 15 bytes behind them.
  (func $gatherBytes
    (param $at i32)        ;; where the bytes begin
    (param $end i32)       ;; where they end
    (param $rowBytes i32)  ;; the length of a row of weights
    (param $values i32)    ;; the f32 value of each of the 256 bytes
    (param $live i32)      ;; where the list begins
    (result i32)           ;; where it ends
    (local $row i32) (local $mask i32) (local $lane i32)
    (block $done
      (loop $sixteen
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        ;; One bit for each byte that is not 0.
        (local.set $mask
          (i8x16.bitmask (i8x16.ne (v128.load (local.get $at)) (v128.const i64x2 0 0))))
        (if (i32.lt_u (i32.sub (local.get $end) (local.get $at)) (i32.const 16))
          (then
            ;; What lies behind the end is not to be listed.
            (local.set $mask
              (i32.and
                (local.get $mask)
                (i32.sub
                  (i32.shl (i32.const 1) (i32.sub (local.get $end) (local.get $at)))
                  (i32.const 1))))))
        (block $listed
          (loop $next
            (br_if $listed (i32.eqz (local.get $mask)))
            (local.set $lane (i32.ctz (local.get $mask)))
            (i32.store (local.get $live)
              (i32.add (local.get $row) (i32.mul (local.get $lane) (local.get $rowBytes))))
            (f32.store offset=4 (local.get $live)
              (f32.load
                (i32.add
                  (local.get $values)
                  (i32.shl (i32.load8_u (i32.add (local.get $at) (local.get $lane))) (i32.const 2)))))
            (local.set $live (i32.add (local.get $live) (i32.const 8)))
            ;; Clears the lowest bit that is set.
            (local.set $mask (i32.and (local.get $mask) (i32.sub (local.get $mask) (i32.const 1))))
            (br $next)))
        (local.set $row (i32.add (local.get $row) (i32.shl (local.get $rowBytes) (i32.const 4))))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (br $sixteen)))
    (local.get $live))

  ;; Lists the live ones of some floats. Reads up to 12 bytes behind them.
  (func $gatherFloats
    (param $at i32)        ;; where the floats begin
    (param $end i32)       ;; where they end
    (param $rowBytes i32)  ;; the length of a row of weights
    (param $live i32)      ;; where the list begins
    (result i32)           ;; where it ends
    (local $row i32) (local $mask i32) (local $lane i32)
    (block $done
      (loop $four
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        ;; One bit for each float that is not 0; NaN is not.
        (local.set $mask
          (i32x4.bitmask (f32x4.ne (v128.load (local.get $at)) (v128.const i64x2 0 0))))
        (if (i32.lt_u (i32.sub (local.get $end) (local.get $at)) (i32.const 16))
          (then
            ;; What lies behind the end is not to be listed.
            (local.set $mask
              (i32.and
                (local.get $mask)
                (i32.sub
                  (i32.shl
                    (i32.const 1)
                    (i32.shr_u (i32.sub (local.get $end) (local.get $at)) (i32.const 2)))
                  (i32.const 1))))))
        (block $listed
          (loop $next
            (br_if $listed (i32.eqz (local.get $mask)))
            (local.set $lane (i32.ctz (local.get $mask)))
            (i32.store (local.get $live)
              (i32.add (local.get $row) (i32.mul (local.get $lane) (local.get $rowBytes))))
            (f32.store offset=4 (local.get $live)
              (f32.load (i32.add (local.get $at) (i32.shl (local.get $lane) (i32.const 2)))))
            (local.set $live (i32.add (local.get $live) (i32.const 8)))
            ;; Clears the lowest bit that is set.
            (local.set $mask (i32.and (local.get $mask) (i32.sub (local.get $mask) (i32.const 1))))
            (br $next)))
        (local.set $row (i32.add (local.get $row) (i32.shl (local.get $rowBytes) (i32.const 2))))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (br $four)))
    (local.get $live))

  ;; Adds up value * row of weights over the live inputs, and the bias: 32 columns at a time, in eight registers, and what is
  ;; left over 4 at a time.
  (func $sumColumns
    (param $live i32)     ;; where the list begins
    (param $liveEnd i32)  ;; where it ends
    (param $kernel i32)   ;; the weights, rows one after the other
    (param $bias i32)     ;; one row
    (param $sums i32)     ;; where the sums go: one row
    (param $columns i32)  ;; the length of a row, a multiple of 4
    (param $least f32)    ;; sums below become this
    (local $entry i32) (local $at i32) (local $value v128) (local $floor v128)
    (local $sum0 v128) (local $sum1 v128) (local $sum2 v128) (local $sum3 v128)
    (local $sum4 v128) (local $sum5 v128) (local $sum6 v128) (local $sum7 v128)
    (local.set $floor (f32x4.splat (local.get $least)))
    (block $narrow
      (loop $thirtyTwo
        (br_if $narrow (i32.lt_u (local.get $columns) (i32.const 32)))
        (local.set $sum0 (v128.load (local.get $bias)))
        (local.set $sum1 (v128.load offset=16 (local.get $bias)))
        (local.set $sum2 (v128.load offset=32 (local.get $bias)))
        (local.set $sum3 (v128.load offset=48 (local.get $bias)))
        (local.set $sum4 (v128.load offset=64 (local.get $bias)))
        (local.set $sum5 (v128.load offset=80 (local.get $bias)))
        (local.set $sum6 (v128.load offset=96 (local.get $bias)))
        (local.set $sum7 (v128.load offset=112 (local.get $bias)))
        (local.set $entry (local.get $live))
        (block $summed
          (loop $next
            (br_if $summed (i32.ge_u (local.get $entry) (local.get $liveEnd)))
            (local.set $at (i32.add (local.get $kernel) (i32.load (local.get $entry))))
            (local.set $value (v128.load32_splat offset=4 (local.get $entry)))
            (local.set $sum0
              (f32x4.add (local.get $sum0) (f32x4.mul (local.get $value) (v128.load (local.get $at)))))
            (local.set $sum1
              (f32x4.add (local.get $sum1) (f32x4.mul (local.get $value) (v128.load offset=16 (local.get $at)))))
            (local.set $sum2
              (f32x4.add (local.get $sum2) (f32x4.mul (local.get $value) (v128.load offset=32 (local.get $at)))))
            (local.set $sum3
              (f32x4.add (local.get $sum3) (f32x4.mul (local.get $value) (v128.load offset=48 (local.get $at)))))
            (local.set $sum4
              (f32x4.add (local.get $sum4) (f32x4.mul (local.get $value) (v128.load offset=64 (local.get $at)))))
            (local.set $sum5
              (f32x4.add (local.get $sum5) (f32x4.mul (local.get $value) (v128.load offset=80 (local.get $at)))))
            (local.set $sum6
              (f32x4.add (local.get $sum6) (f32x4.mul (local.get $value) (v128.load offset=96 (local.get $at)))))
            (local.set $sum7
              (f32x4.add (local.get $sum7) (f32x4.mul (local.get $value) (v128.load offset=112 (local.get $at)))))
            (local.set $entry (i32.add (local.get $entry) (i32.const 8)))
            (br $next)))
        (v128.store (local.get $sums) (f32x4.max (local.get $sum0) (local.get $floor)))
        (v128.store offset=16 (local.get $sums) (f32x4.max (local.get $sum1) (local.get $floor)))
        (v128.store offset=32 (local.get $sums) (f32x4.max (local.get $sum2) (local.get $floor)))
        (v128.store offset=48 (local.get $sums) (f32x4.max (local.get $sum3) (local.get $floor)))
        (v128.store offset=64 (local.get $sums) (f32x4.max (local.get $sum4) (local.get $floor)))
        (v128.store offset=80 (local.get $sums) (f32x4.max (local.get $sum5) (local.get $floor)))
        (v128.store offset=96 (local.get $sums) (f32x4.max (local.get $sum6) (local.get $floor)))
        (v128.store offset=112 (local.get $sums) (f32x4.max (local.get $sum7) (local.get $floor)))
        (local.set $kernel (i32.add (local.get $kernel) (i32.const 128)))
        (local.set $bias (i32.add (local.get $bias) (i32.const 128)))
        (local.set $sums (i32.add (local.get $sums) (i32.const 128)))
        (local.set $columns (i32.sub (local.get $columns) (i32.const 32)))
        (br $thirtyTwo)))
    (block $done
      (loop $four
        (br_if $done (i32.eqz (local.get $columns)))
        (local.set $sum0 (v128.load (local.get $bias)))
        (local.set $entry (local.get $live))
        (block $summed
          (loop $next
            (br_if $summed (i32.ge_u (local.get $entry) (local.get $liveEnd)))
            (local.set $sum0
              (f32x4.add
                (local.get $sum0)
                (f32x4.mul
                  (v128.load32_splat offset=4 (local.get $entry))
                  (v128.load (i32.add (local.get $kernel) (i32.load (local.get $entry)))))))
            (local.set $entry (i32.add (local.get $entry) (i32.const 8)))
            (br $next)))
        (v128.store (local.get $sums) (f32x4.max (local.get $sum0) (local.get $floor)))
        (local.set $kernel (i32.add (local.get $kernel) (i32.const 16)))
        (local.set $bias (i32.add (local.get $bias) (i32.const 16)))
        (local.set $sums (i32.add (local.get $sums) (i32.const 16)))
        (local.set $columns (i32.sub (local.get $columns) (i32.const 4)))
        (br $four)))))
