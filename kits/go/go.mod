module github.com/localyun/localyun/kits/go

go 1.21
