// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";
import {Token} from "./Token.sol";
import {ICommunities} from "./interfaces/ICommunities.sol";
import {ITokenCore} from "./interfaces/ITokenCore.sol";
import {IWrappedToken} from "./interfaces/IWrappedToken.sol";

contract WrappedToken is Token, IWrappedToken, ReentrancyGuard {
    using SafeERC20 for IERC20;

    uint256 private constant MOST = type(uint96).max;

    IERC20 private immutable _underlying;
    uint8 private immutable _decimals;
    uint256 private immutable _unitSize;

    /// @dev Base units of the underlying token that came in by the functions below and did not go out. What is sent past
    /// them backs nothing, so that nobody steers what may be issued.
    uint256 private _backing;

    constructor(
        address registry_,
        address custodian_,
        address extension_,
        uint8 decimals_,
        ICommunities.NewCommunity memory params
    )
        Token(registry_, custodian_, extension_, params)
    {
        _decimals = decimals_;
        _unitSize = decimals_ > 3 ? 10 ** (decimals_ - 3) : 1;
        _underlying = IERC20(params.underlying);
    }

    /// @inheritdoc IWrappedToken
    function wrap(uint256 amount) external nonReentrant {
        _requireRunning();
        _take(amount);
        _setTotal(_total() + amount);
        _credit(msg.sender, amount);
        emit Transfer(address(0), msg.sender, amount);
        emit Wrapped(msg.sender, amount);
    }

    /// @inheritdoc IWrappedToken
    function unwrap(address to, uint256 amount) external nonReentrant {
        _debit(msg.sender, amount);
        _setTotal(_total() - amount);
        _backing -= amount;
        emit Transfer(msg.sender, address(0), amount);
        emit Unwrapped(msg.sender, to, amount);
        _underlying.safeTransfer(to, amount);
    }

    /// @inheritdoc IWrappedToken
    function fund(uint256 amount) external nonReentrant {
        _take(amount);
        emit Transfer(address(0), address(this), amount);
        emit Funded(msg.sender, amount, budget());
    }

    /// @inheritdoc IWrappedToken
    function withdrawBudget(address to, uint256 amount) external nonReentrant {
        require(ICommunities(registry).ownerOf(address(this)) == msg.sender, WrappedTokenNotOwner(msg.sender));
        uint256 left = budget();
        require(amount <= left, WrappedTokenBudget(left));
        _backing -= amount;
        emit Transfer(address(this), address(0), amount);
        emit BudgetWithdrawn(to, amount, left - amount);
        _underlying.safeTransfer(to, amount);
    }

    /// @inheritdoc IWrappedToken
    function budget() public view returns (uint256) {
        return _backing - _total();
    }

    /// @inheritdoc IERC20
    function totalSupply() public view override returns (uint256) {
        return _backing;
    }

    /// @inheritdoc IERC20
    function balanceOf(address account) public view override returns (uint256) {
        uint256 held = super.balanceOf(account);
        return account == address(this) ? held + _backing - super.totalSupply() : held;
    }

    /// @inheritdoc IERC20Metadata
    function decimals() external view override returns (uint8) {
        return _decimals;
    }

    /// @inheritdoc ITokenCore
    function underlying() external view override returns (address) {
        return address(_underlying);
    }

    /// @dev A token that calls back finds nothing credited yet, and the guard closed.
    function _take(uint256 amount) private {
        require(amount <= MOST - _backing, WrappedTokenTooMuch(MOST));
        uint256 before = _underlying.balanceOf(address(this));
        _underlying.safeTransferFrom(msg.sender, address(this), amount);
        uint256 received = _underlying.balanceOf(address(this)) - before;
        require(received == amount, WrappedTokenBadTransfer(amount, received));
        _backing += amount;
    }

    function _unit() internal view override returns (uint256) {
        return _unitSize;
    }

    function _source() internal view override returns (address) {
        return address(this);
    }

    function _mayExist() internal view override returns (uint256) {
        return _backing;
    }
}
