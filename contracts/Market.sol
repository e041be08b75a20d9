// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {ICommunities} from "./interfaces/ICommunities.sol";
import {IMarket} from "./interfaces/IMarket.sol";
import {IShop} from "./interfaces/IShop.sol";
import {IStash} from "./interfaces/IStash.sol";
import {IToken} from "./interfaces/IToken.sol";
import {MemberWord} from "./libraries/MemberWord.sol";
import {Roles} from "./libraries/Roles.sol";
import {TwoForwarders} from "./libraries/TwoForwarders.sol";

contract Market is IMarket, TwoForwarders {
    uint256 private constant MAX_FEE_BPS = 1_000;
    uint256 private constant MAX_ASSETS = 5;
    uint256 private constant MAX_TIME = 30 days;
    uint256 private constant MAX_QUANTITY = type(uint16).max;

    ICommunities public immutable communities;
    IShop public immutable shop;
    IStash public immutable stash;

    mapping(address token => uint16) public feeOf;
    mapping(address token => uint256) public listingCount;
    mapping(address token => uint256) public tradeCount;
    uint256 public swapCount;

    mapping(address token => mapping(uint256 listing => Listing)) private _listings;
    mapping(address token => mapping(uint256 trade => Trade)) private _trades;
    mapping(uint256 swap => Swap) private _swaps;

    constructor(address forwarder, address custodian_, ICommunities communities_, IShop shop_, IStash stash_)
        TwoForwarders(forwarder, custodian_)
    {
        communities = communities_;
        shop = shop_;
        stash = stash_;
    }

    /// @inheritdoc IMarket
    function setFee(address token, uint16 feeBps) external {
        address caller = _msgSender();
        require(communities.hasRole(token, caller, Roles.ADMIN), MarketNotAdmin(token, caller));
        require(feeBps <= MAX_FEE_BPS, MarketFeeTooHigh(feeBps, MAX_FEE_BPS));
        feeOf[token] = feeBps;
        emit FeeSet(token, feeBps);
    }

    // ── Listings ───────────────────────────────────────────────────────────────────────────────────────────────────

    /// @inheritdoc IMarket
    function list(address token, Asset calldata asset, uint96 price, uint40 expiresAt)
        external
        returns (uint256 listing)
    {
        address seller = _msgSender();
        _requireCommunity(token);
        require(price != 0, MarketZeroPrice());
        _requireExpiry(expiresAt);
        _requireOwned(token, asset, seller);
        _requireMayPart(token, seller);
        // Once and for all: what the operator has listed, anybody may buy.
        if (_isCustodial()) _countOutflow(token, asset, seller);
        listing = ++listingCount[token];
        Listing memory terms =
            Listing(seller, expiresAt, asset.quantity, feeOf[token], asset.collection, price, asset.id);
        _listings[token][listing] = terms;
        emit Listed(token, listing, seller, terms);
    }

    /// @inheritdoc IMarket
    function cancelListing(address token, uint256 listing) external {
        address seller = _listings[token][listing].seller;
        require(seller != address(0), MarketNoListing(listing));
        require(seller == _msgSender(), MarketNotSeller(listing, _msgSender()));
        delete _listings[token][listing];
        emit ListingCancelled(token, listing, seller);
    }

    /// @inheritdoc IMarket
    function buy(address token, uint256 listing, uint32 quantity, uint256 maxPrice) external {
        address buyer = _msgSender();
        Listing memory terms = _listings[token][listing];
        // Also where `token` is no community: nothing is listed there.
        require(terms.seller != address(0), MarketNoListing(listing));
        require(terms.seller != buyer, MarketWithSelf());
        require(block.timestamp < terms.expiresAt, MarketExpired(terms.expiresAt));
        require(quantity != 0 && quantity <= terms.left, MarketBadQuantity(quantity, terms.left));
        uint256 price = uint256(terms.price) * quantity;
        require(price <= maxPrice, MarketPriceAbove(price, maxPrice));
        if (quantity == terms.left) delete _listings[token][listing];
        else _listings[token][listing].left = terms.left - quantity;

        _requireMayPart(token, terms.seller);
        uint256 fee = price * terms.feeBps / 10_000;
        if (_isCustodial() && fee != 0) IToken(token).countOutflow(buyer, fee);
        if (fee != 0) IToken(token).burn(buyer, fee, false);
        IToken(token).move(buyer, terms.seller, price - fee, _isCustodial());
        Asset memory asset = Asset(terms.collection, terms.id, quantity);
        // A collectible that was withdrawn since may have come back by another community.
        _requireOwned(token, asset, terms.seller);
        _hand(token, asset, terms.seller, buyer);
        emit Sold(token, listing, buyer, terms.seller, quantity, price, fee);
    }

    // ── Trades ─────────────────────────────────────────────────────────────────────────────────────────────────────

    /// @inheritdoc IMarket
    function propose(address token, address other, Side calldata give, Side calldata want, uint40 expiresAt)
        external
        returns (uint256 trade)
    {
        _requireCommunity(token);
        require(other != address(0), MarketNotParty(other));
        require(other != _msgSender(), MarketWithSelf());
        trade = ++tradeCount[token];
        _propose(token, trade, 1, other, give, want, expiresAt);
    }

    /// @inheritdoc IMarket
    function counter(
        address token,
        uint256 trade,
        uint32 version,
        Side calldata give,
        Side calldata want,
        uint40 expiresAt
    ) external {
        Trade memory latest = _requireParty(token, trade);
        require(version == latest.version, MarketTermsChanged(latest.version));
        address other = _msgSender() == latest.proposer ? latest.other : latest.proposer;
        _propose(token, trade, version + 1, other, give, want, expiresAt);
    }

    /// @inheritdoc IMarket
    function accept(address token, uint256 trade, uint32 version, Side calldata give, Side calldata want) external {
        Trade memory latest = _requireParty(token, trade);
        require(_msgSender() == latest.other, MarketNotParty(_msgSender()));
        require(block.timestamp < latest.expiresAt, MarketExpired(latest.expiresAt));
        require(
            version == latest.version && termsHash(token, trade, version, give, want) == latest.termsHash,
            MarketTermsChanged(latest.version)
        );
        delete _trades[token][trade];
        _handOver(token, give, latest.proposer, latest.other, latest.custodial);
        _handOver(token, want, latest.other, latest.proposer, _isCustodial());
        emit TradeDone(token, trade, latest.other, version);
    }

    /// @inheritdoc IMarket
    function cancelTrade(address token, uint256 trade) external {
        _requireParty(token, trade);
        delete _trades[token][trade];
        emit TradeCancelled(token, trade, _msgSender());
    }

    // ── Between communities ────────────────────────────────────────────────────────────────────────────────────────

    /// @inheritdoc IMarket
    function offerSwap(
        address token,
        uint96 amount,
        address wanted,
        uint96 wantedAmount,
        address taker,
        uint40 expiresAt
    ) external returns (uint256 swap) {
        address maker = _msgSender();
        _requireCommunity(token);
        _requireCommunity(wanted);
        require(token != wanted, MarketSameToken());
        require(amount != 0 && wantedAmount != 0, MarketZeroPrice());
        require(taker != maker, MarketWithSelf());
        _requireExpiry(expiresAt);
        swap = ++swapCount;
        Swap memory terms = Swap(maker, amount, token, wantedAmount, wanted, expiresAt, _isCustodial(), taker);
        _swaps[swap] = terms;
        emit SwapOffered(token, swap, maker, terms);
    }

    /// @inheritdoc IMarket
    function takeSwap(uint256 swap, uint96 amount, uint96 wantedAmount) external {
        address taker = _msgSender();
        Swap memory terms = _swaps[swap];
        require(terms.maker != address(0), MarketNoSwap(swap));
        require(terms.maker != taker, MarketWithSelf());
        require(terms.taker == address(0) || terms.taker == taker, MarketNotParty(taker));
        require(block.timestamp < terms.expiresAt, MarketExpired(terms.expiresAt));
        require(terms.amount >= amount && terms.wantedAmount <= wantedAmount, MarketTermsChanged(1));
        delete _swaps[swap];
        IToken(terms.token).move(terms.maker, taker, terms.amount, terms.custodial);
        IToken(terms.wanted).move(taker, terms.maker, terms.wantedAmount, _isCustodial());
        emit SwapTaken(terms.token, swap, taker, terms.wanted);
    }

    /// @inheritdoc IMarket
    function cancelSwap(uint256 swap) external {
        Swap memory terms = _swaps[swap];
        require(terms.maker != address(0), MarketNoSwap(swap));
        require(terms.maker == _msgSender(), MarketNotParty(_msgSender()));
        delete _swaps[swap];
        emit SwapCancelled(terms.token, swap, terms.maker);
    }

    // ── Views ──────────────────────────────────────────────────────────────────────────────────────────────────────

    /// @inheritdoc IMarket
    function listingOf(address token, uint256 listing) external view returns (Listing memory) {
        return _listings[token][listing];
    }

    /// @inheritdoc IMarket
    function tradeOf(address token, uint256 trade) external view returns (Trade memory) {
        return _trades[token][trade];
    }

    /// @inheritdoc IMarket
    function swapOf(uint256 swap) external view returns (Swap memory) {
        return _swaps[swap];
    }

    /// @inheritdoc IMarket
    function termsHash(address token, uint256 trade, uint32 version, Side calldata give, Side calldata want)
        public
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(token, trade, version, give, want));
    }

    // ── Internal ───────────────────────────────────────────────────────────────────────────────────────────────────

    function _requireCommunity(address token) private view {
        require(communities.isCommunity(token), MarketNotCommunity(token));
    }

    function _requireExpiry(uint40 expiresAt) private view {
        uint256 latest = block.timestamp + MAX_TIME;
        require(expiresAt > block.timestamp && expiresAt <= latest, MarketBadExpiry(expiresAt, latest));
    }

    function _requireParty(address token, uint256 trade) private view returns (Trade memory latest) {
        latest = _trades[token][trade];
        require(latest.proposer != address(0), MarketNoTrade(trade));
        address caller = _msgSender();
        require(caller == latest.proposer || caller == latest.other, MarketNotParty(caller));
    }

    /// @dev As for tokens: nothing moves while paused, and nothing of who is banned.
    function _requireMayPart(address token, address from) private view {
        require(!IToken(token).paused(), MarketPaused());
        require(IToken(token).suspendedUntil(from) != MemberWord.BANNED, MarketBanned(from));
    }

    function _requireOwned(address token, Asset memory asset, address owner) private view {
        uint256 held;
        if (asset.collection == address(0)) {
            require(
                asset.quantity != 0 && asset.quantity <= MAX_QUANTITY, MarketBadQuantity(asset.quantity, MAX_QUANTITY)
            );
            require(shop.itemOf(token, asset.id).terms.transferable, MarketNotTransferable(asset.id));
            held = IERC1155(address(shop)).balanceOf(owner, shop.receiptOf(token, asset.id));
        } else {
            require(asset.quantity == 1, MarketBadQuantity(asset.quantity, 1));
            (address winner, address of_) = stash.ownerOf(asset.collection, asset.id);
            held = of_ == token && winner == owner ? 1 : 0;
        }
        require(held >= asset.quantity, MarketNotOwned(owner, asset.collection, asset.id, held));
    }

    /// @dev The operator's parting with receipts counts at the item's price of this moment.
    function _countOutflow(address token, Asset calldata asset, address from) private {
        require(asset.collection == address(0), MarketNotCustodial(asset.collection, asset.id));
        IToken(token).countOutflow(from, uint256(shop.itemOf(token, asset.id).terms.price) * asset.quantity);
    }

    function _propose(
        address token,
        uint256 trade,
        uint32 version,
        address other,
        Side calldata give,
        Side calldata want,
        uint40 expiresAt
    ) private {
        address proposer = _msgSender();
        _requireExpiry(expiresAt);
        uint256 assets = give.assets.length + want.assets.length;
        require(assets != 0 || give.amount != 0 || want.amount != 0, MarketEmpty());
        uint256 most = give.assets.length > want.assets.length ? give.assets.length : want.assets.length;
        require(most <= MAX_ASSETS, MarketTooManyAssets(most, MAX_ASSETS));
        bytes32 hash = termsHash(token, trade, version, give, want);
        _trades[token][trade] = Trade(proposer, expiresAt, version, _isCustodial(), other, hash);
        emit TradeProposed(token, trade, proposer, other, version, give, want, expiresAt, hash);
    }

    function _handOver(address token, Side calldata side, address from, address to, bool custodial) private {
        _requireMayPart(token, from);
        if (side.amount != 0) IToken(token).move(from, to, side.amount, custodial);
        for (uint256 i; i < side.assets.length; ++i) {
            _requireOwned(token, side.assets[i], from);
            if (custodial) _countOutflow(token, side.assets[i], from);
            _hand(token, side.assets[i], from, to);
        }
    }

    function _hand(address token, Asset memory asset, address from, address to) private {
        if (asset.collection == address(0)) shop.moveReceipt(token, asset.id, from, to, asset.quantity);
        else stash.reassign(asset.collection, asset.id, from, to);
    }
}
